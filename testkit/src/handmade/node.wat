;; A node whose behaviour, good and bad, is chosen by the first letter of the
;; operation. Imports all that the host provides.
(component
  (import "greentic:interfaces-types/types@0.1.0" (instance $types
    (type $imp (record (field "actor-id" string) (field "reason" (option string))))
    (export "impersonation" (type $impersonation (eq $imp)))
    (type $ctx (record
      (field "env" string)
      (field "tenant" string)
      (field "tenant-id" string)
      (field "team" (option string))
      (field "team-id" (option string))
      (field "user" (option string))
      (field "user-id" (option string))
      (field "trace-id" (option string))
      (field "i18n-id" (option string))
      (field "correlation-id" (option string))
      (field "attributes" (list (tuple string string)))
      (field "session-id" (option string))
      (field "flow-id" (option string))
      (field "node-id" (option string))
      (field "provider-id" (option string))
      (field "deadline-ms" (option s64))
      (field "attempt" u32)
      (field "idempotency-key" (option string))
      (field "impersonation" (option $impersonation))))
    (export "tenant-ctx" (type (eq $ctx)))))
  (import "greentic:component/control@0.5.0" (instance $control
    (export "should-cancel" (func (result bool)))
    (export "yield-now" (func))))
  (import "greentic:secrets-store/secrets-store@1.0.0" (instance $secrets
    (type $err (enum "not-found" "denied" "invalid-key" "internal"))
    (export "secrets-error" (type $secrets-error (eq $err)))
    (export "get" (func (param "key" string)
      (result (result (option (list u8)) (error $secrets-error)))))))

  ;; The memory comes first, as lowering an import needs it.
  (core module $memory
    (memory (export "memory") 1)
    (global $top (mut i32) (i32.const 4096))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (local $at i32)
      (local.set $at (i32.and (i32.add (global.get $top) (i32.const 7)) (i32.const -8)))
      (global.set $top (i32.add (local.get $at) (local.get 3)))
      (block $fits
        (br_if $fits (i32.le_u (global.get $top)
          (i32.mul (memory.size) (i32.const 65536))))
        (br_if $fits (i32.ne (i32.const -1) (memory.grow
          (i32.add (i32.const 1) (i32.shr_u (local.get 3) (i32.const 16))))))
        (unreachable))
      (local.get $at))
    (func (export "reset") (param i32)
      (global.set $top (i32.const 4096))))
  (core instance $memory (instantiate $memory))
  (alias core export $memory "memory" (core memory $mem))
  (alias core export $memory "realloc" (core func $realloc))
  (alias core export $memory "reset" (core func $reset))
  (core func $should-cancel (canon lower (func $control "should-cancel")))
  (core func $yield-now (canon lower (func $control "yield-now")))
  (core func $get (canon lower (func $secrets "get") (memory $mem) (realloc $realloc)))

  (core module $main
    (import "host" "memory" (memory 1))
    (import "host" "should-cancel" (func $should-cancel (result i32)))
    (import "host" "yield-now" (func $yield-now))
    (import "host" "get" (func $get (param i32 i32 i32)))
    (table $table 1 funcref)
    (global $started (mut i32) (i32.const 0))
    (data (i32.const 256) "\10\01\00\00\21\00\00\00")
    (data (i32.const 272) "{\"name\":\"demo\",\"version\":\"1.0.0\"}")
    (data (i32.const 512) "demo")
    (data (i32.const 520) "not-found")
    (data (i32.const 532) "denied")
    (data (i32.const 540) "invalid-key")
    (data (i32.const 552) "internal")
    (data (i32.const 560) "none")
    (data (i32.const 568) "true")
    (data (i32.const 576) "false")
    (data (i32.const 584) "\ff\fe")
    (data (i32.const 592) "not today")

    (func (export "get-manifest") (result i32) (i32.const 256))

    ;; The error of a life cycle hook if the environment begins with `letter`.
    (func $complain (param $ctx i32) (param $letter i32) (param $at i32) (param $len i32)
      (result i32)
      (i64.store (i32.const 1024) (i64.const 0))
      (if (i32.eq (i32.load8_u (i32.load (local.get $ctx))) (local.get $letter)) (then
        (i32.store8 (i32.const 1024) (i32.const 1))
        (i32.store (i32.const 1028) (local.get $at))
        (i32.store (i32.const 1032) (local.get $len))))
      (i32.const 1024))

    ;; An environment that begins with x is refused.
    (func (export "on-start") (param $ctx i32) (result i32)
      (global.set $started (i32.const 1))
      (call $complain (local.get $ctx) (i32.const 120) (i32.const 592) (i32.const 9)))

    ;; One that begins with y complains in the end, with the reason it got.
    (func (export "on-stop") (param $args i32) (result i32)
      (call $complain (local.get $args) (i32.const 121)
        (i32.load offset=256 (local.get $args)) (i32.load offset=260 (local.get $args))))

    (func $ok (param $at i32) (param $len i32) (result i32)
      (i32.store8 (i32.const 1024) (i32.const 0))
      (i32.store (i32.const 1032) (local.get $at))
      (i32.store (i32.const 1036) (local.get $len))
      (i32.const 1024))

    (func $err (param $code i32) (param $code-len i32) (param $at i32) (param $len i32)
      (result i32)
      (i32.store8 (i32.const 1024) (i32.const 1))
      (i32.store (i32.const 1032) (local.get $code))
      (i32.store (i32.const 1036) (local.get $code-len))
      (i32.store (i32.const 1040) (local.get $at))
      (i32.store (i32.const 1044) (local.get $len))
      ;; Retryable, after 250 ms, without details.
      (i32.store8 (i32.const 1048) (i32.const 1))
      (i32.store8 (i32.const 1056) (i32.const 1))
      (i64.store (i32.const 1064) (i64.const 250))
      (i32.store8 (i32.const 1072) (i32.const 0))
      (i32.const 1024))

    (func $recurse (param i32) (result i32)
      (i32.add (call $recurse (i32.add (local.get 0) (i32.const 1))) (local.get 0)))

    ;; Reads the secret that the input names.
    (func $secret (param $at i32) (param $len i32) (result i32)
      (local $kind i32)
      (call $get (local.get $at) (local.get $len) (i32.const 1120))
      (if (i32.eqz (i32.load8_u (i32.const 1120)))
        (then
          (if (i32.eqz (i32.load8_u (i32.const 1124)))
            (then (return (call $err (i32.const 560) (i32.const 4)
              (local.get $at) (local.get $len)))))
          (return (call $ok (i32.load (i32.const 1128)) (i32.load (i32.const 1132))))))
      (local.set $kind (i32.load8_u (i32.const 1124)))
      (if (i32.eq (local.get $kind) (i32.const 0)) (then (return
        (call $err (i32.const 520) (i32.const 9) (local.get $at) (local.get $len)))))
      (if (i32.eq (local.get $kind) (i32.const 1)) (then (return
        (call $err (i32.const 532) (i32.const 6) (local.get $at) (local.get $len)))))
      (if (i32.eq (local.get $kind) (i32.const 2)) (then (return
        (call $err (i32.const 540) (i32.const 11) (local.get $at) (local.get $len)))))
      (call $err (i32.const 552) (i32.const 8) (local.get $at) (local.get $len)))

    ;; Parameters: the context at 0, the operation at 256, the input at 264.
    (func (export "invoke") (param $args i32) (result i32)
      (local $op i32) (local $at i32) (local $len i32)
      (local.set $op (i32.load8_u (i32.load offset=256 (local.get $args))))
      (local.set $at (i32.load offset=264 (local.get $args)))
      (local.set $len (i32.load offset=268 (local.get $args)))
      ;; fail
      (if (i32.eq (local.get $op) (i32.const 102)) (then (return
        (call $err (i32.const 512) (i32.const 4) (local.get $at) (local.get $len)))))
      ;; loop
      (if (i32.eq (local.get $op) (i32.const 108)) (then (loop $l (br $l))))
      ;; memory: take all there is, then trap
      (if (i32.eq (local.get $op) (i32.const 109)) (then
        (loop $l (br_if $l (i32.ne (memory.grow (i32.const 16)) (i32.const -1))))
        (unreachable)))
      ;; need: take all there is, then answer
      (if (i32.eq (local.get $op) (i32.const 110)) (then
        (loop $l (br_if $l (i32.ne (memory.grow (i32.const 16)) (i32.const -1))))))
      ;; unreachable
      (if (i32.eq (local.get $op) (i32.const 117)) (then (unreachable)))
      ;; recursion
      (if (i32.eq (local.get $op) (i32.const 114)) (then
        (drop (call $recurse (i32.const 0)))))
      ;; table: grow it until it does not, then trap
      (if (i32.eq (local.get $op) (i32.const 116)) (then
        (loop $l (br_if $l (i32.ne
          (table.grow $table (ref.null func) (i32.const 1000)) (i32.const -1))))
        (unreachable)))
      ;; bytes that are no text
      (if (i32.eq (local.get $op) (i32.const 98)) (then (return
        (call $ok (i32.const 584) (i32.const 2)))))
      ;; discriminant that does not exist
      (if (i32.eq (local.get $op) (i32.const 100)) (then
        (i32.store8 (i32.const 1024) (i32.const 7))
        (return (i32.const 1024))))
      ;; answer outside of memory
      (if (i32.eq (local.get $op) (i32.const 97)) (then (return
        (call $ok (i32.const -16) (i32.const 8)))))
      ;; whose call it is: the tenant
      (if (i32.eq (local.get $op) (i32.const 119)) (then (return
        (call $ok (i32.load offset=8 (local.get $args))
          (i32.load offset=12 (local.get $args))))))
      ;; node-id of the context, if any
      (if (i32.eq (local.get $op) (i32.const 73)) (then (return
        (call $ok (i32.load offset=248 (local.get $args))
          (select (i32.load offset=252 (local.get $args)) (i32.const 0)
            (i32.load8_u offset=244 (local.get $args)))))))
      ;; cancelled?
      (if (i32.eq (local.get $op) (i32.const 99)) (then
        (call $yield-now)
        (if (call $should-cancel)
          (then (return (call $ok (i32.const 568) (i32.const 4)))))
        (return (call $ok (i32.const 576) (i32.const 5)))))
      ;; started?
      (if (i32.eq (local.get $op) (i32.const 83)) (then
        (if (global.get $started)
          (then (return (call $ok (i32.const 568) (i32.const 4)))))
        (return (call $ok (i32.const 576) (i32.const 5)))))
      ;; password
      (if (i32.eq (local.get $op) (i32.const 112)) (then (return
        (call $secret (local.get $at) (local.get $len)))))
      ;; anything else: echo
      (call $ok (local.get $at) (local.get $len)))

    ;; progress(0), then data(input) or, for fail, error(input), then done
    (func (export "invoke-stream") (param $args i32) (result i32)
      (i32.store8 (i32.const 1208) (i32.const 1))
      (i32.store8 (i32.const 1212) (i32.const 0))
      (i32.store8 (i32.const 1220) (i32.mul (i32.const 3) (i32.eq (i32.const 102)
        (i32.load8_u (i32.load offset=256 (local.get $args))))))
      (i64.store align=4 (i32.const 1224) (i64.load offset=264 align=4 (local.get $args)))
      (i32.store8 (i32.const 1232) (i32.const 2))
      (i32.store (i32.const 1200) (i32.const 1208))
      (i32.store (i32.const 1204) (i32.const 3))
      (i32.const 1200)))
  (core instance $main (instantiate $main (with "host" (instance
    (export "memory" (memory $mem))
    (export "should-cancel" (func $should-cancel))
    (export "yield-now" (func $yield-now))
    (export "get" (func $get))))))

  (alias export $types "tenant-ctx" (type $tenant-ctx))
  (type $exec-ctx' (record
    (field "tenant" $tenant-ctx)
    (field "i18n-id" (option string))
    (field "flow-id" string)
    (field "node-id" (option string))))
  (export $exec-ctx "exec-ctx" (type $exec-ctx'))
  (type $node-error' (record
    (field "code" string)
    (field "message" string)
    (field "retryable" bool)
    (field "backoff-ms" (option u64))
    (field "details" (option string))))
  (export $node-error "node-error" (type $node-error'))
  (type $invoke-result' (variant (case "ok" string) (case "err" $node-error)))
  (export $invoke-result "invoke-result" (type $invoke-result'))
  (type $stream-event' (variant
    (case "data" string) (case "progress" u8) (case "done") (case "error" string)))
  (export $stream-event "stream-event" (type $stream-event'))
  (type $lifecycle-status' (enum "ok"))
  (export $lifecycle-status "lifecycle-status" (type $lifecycle-status'))

  (func $get-manifest (result string)
    (canon lift (core func $main "get-manifest") (memory $mem)))
  (func $on-start (param "ctx" $exec-ctx)
    (result (result $lifecycle-status (error string)))
    (canon lift (core func $main "on-start")
      (memory $mem) (realloc $realloc) (post-return $reset)))
  (func $on-stop (param "ctx" $exec-ctx) (param "reason" string)
    (result (result $lifecycle-status (error string)))
    (canon lift (core func $main "on-stop")
      (memory $mem) (realloc $realloc) (post-return $reset)))
  (func $invoke (param "ctx" $exec-ctx) (param "op" string) (param "input" string)
    (result $invoke-result)
    (canon lift (core func $main "invoke")
      (memory $mem) (realloc $realloc) (post-return $reset)))
  (func $invoke-stream (param "ctx" $exec-ctx) (param "op" string) (param "input" string)
    (result (list $stream-event))
    (canon lift (core func $main "invoke-stream")
      (memory $mem) (realloc $realloc) (post-return $reset)))
  (instance $node
    (export "exec-ctx" (type $exec-ctx))
    (export "node-error" (type $node-error))
    (export "invoke-result" (type $invoke-result))
    (export "stream-event" (type $stream-event))
    (export "lifecycle-status" (type $lifecycle-status))
    (export "get-manifest" (func $get-manifest))
    (export "on-start" (func $on-start))
    (export "on-stop" (func $on-stop))
    (export "invoke" (func $invoke))
    (export "invoke-stream" (func $invoke-stream)))
  (export "greentic:component/node@0.5.0" (instance $node)))
