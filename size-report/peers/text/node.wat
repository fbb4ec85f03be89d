;; examples/node-minimal, written by hand: what bindings and a linker could reach at best.
;; The wrapper is the one that component-shrink makes; all memory of a call is one block
;; after the other, and forgotten when it ends.
(component
  (core module (;0;)
    (memory (export "") 1 256)
    ;; Where the next block of a call begins.
    (global $top (mut i32) (i32.const 360))
    ;; 80: the manifest, as pointer and length.
    ;; 88: an answer with an error: its tag, "demo", and at 104 its message.
    ;; 96: an answer without: its tag, which is the lowest byte of a pointer to 256, and
    ;;     at 104 its text.
    ;; 152: three events, of which the second one is written by each call.
    ;; 192: a list of these. 200: zeros, which are a hook that went well.
    (data (i32.const 16) "ok:bad input: {\22name\22:\22demo\22,\22version\22:\221.0.0\22}")
    (data (i32.const 80) "\1e\00\00\00\21\00\00\00\01\00\00\00\00\00\00\00\00\01\00\00\04")
    (data (i32.const 152) "\01")
    (data (i32.const 176) "\02")
    (data (i32.const 192) "\98\00\00\00\03")
    (data (i32.const 256) "demo")

    ;; cabi_realloc: always a fresh block, with the old one in it.
    (func $realloc (export "a") (param $old i32) (param $len i32) (param $align i32) (param $new i32)
      (result i32)
      (local $at i32)
      (global.set $top
        (i32.add
          (local.tee $at
            (i32.and
              (i32.add (global.get $top) (i32.sub (local.get $align) (i32.const 1)))
              (i32.sub (i32.const 0) (local.get $align))))
          (local.get $new)))
      ;; Past the end of the address space.
      (if (i32.lt_u (global.get $top) (local.get $at)) (then (unreachable)))
      (if (i32.gt_u (global.get $top) (i32.shl (memory.size) (i32.const 16)))
        (then
          (if (i32.eq
                (memory.grow
                  (i32.sub
                    (i32.shr_u (i32.add (global.get $top) (i32.const 65535)) (i32.const 16))
                    (memory.size)))
                (i32.const -1))
            (then (unreachable)))))
      (memory.copy (local.get $at) (local.get $old)
        (select (local.get $len) (local.get $new)
          (i32.lt_u (local.get $len) (local.get $new))))
      (local.get $at))

    (func (export "b") (result i32) (i32.const 80))

    ;; Both hooks: all that the call was given is forgotten.
    (func $ended (export "e") (param i32) (result i32)
      (global.set $top (i32.const 360))
      (i32.const 200))

    ;; The text of an answer at 104; answers with 1 where it is an error.
    (func $text (param $args i32) (result i32)
      (local $fails i32) (local $prefix i32) (local $len i32) (local $at i32)
      (if (i32.eq (i32.load offset=260 (local.get $args)) (i32.const 4))
        (then
          (local.set $fails
            (i32.eq
              (i32.load align=1 (i32.load offset=256 (local.get $args)))
              (i32.const 0x6c696166)))))
      (local.set $prefix (select (i32.const 11) (i32.const 3) (local.get $fails)))
      (local.set $len (i32.load offset=268 (local.get $args)))
      (i32.store (i32.const 108) (i32.add (local.get $prefix) (local.get $len)))
      (i32.store (i32.const 104)
        (local.tee $at
          (call $realloc (i32.const 0) (i32.const 0) (i32.const 1) (i32.load (i32.const 108)))))
      (memory.copy (local.get $at)
        (select (i32.const 19) (i32.const 16) (local.get $fails))
        (local.get $prefix))
      (memory.copy (i32.add (local.get $at) (local.get $prefix))
        (i32.load offset=264 (local.get $args)) (local.get $len))
      (drop (call $ended (i32.const 0)))
      (local.get $fails))

    (func (export "c") (param $args i32) (result i32)
      (i32.sub (i32.const 96) (i32.shl (call $text (local.get $args)) (i32.const 3))))

    (func (export "d") (param $args i32) (result i32)
      (i32.store8 (i32.const 164) (i32.mul (call $text (local.get $args)) (i32.const 3)))
      (i64.store (i32.const 168) (i64.load (i32.const 104)))
      (i32.const 192)))
  (core instance (;0;) (instantiate 0))
  (type (;0;)
    (instance
      (type (;0;) string)
      (export (;1;) "env-id" (type (eq 0)))
      (export (;2;) "tenant-id" (type (eq 0)))
      (export (;3;) "team-id" (type (eq 0)))
      (export (;4;) "user-id" (type (eq 0)))
      (export (;5;) "session-key" (type (eq 0)))
      (type (;6;) (option string))
      (type (;7;) (record (field "actor-id" string) (field "reason" 6)))
      (export (;8;) "impersonation" (type (eq 7)))
      (type (;9;) (option 3))
      (type (;10;) (option 4))
      (type (;11;) (tuple string string))
      (type (;12;) (list 11))
      (type (;13;) (option 5))
      (type (;14;) (option s64))
      (type (;15;) (option 8))
      (type (;16;) (record (field "env" 1) (field "tenant" 2) (field "tenant-id" 2) (field "team" 9) (field "team-id" 9) (field "user" 10) (field "user-id" 10) (field "trace-id" 6) (field "i18n-id" 6) (field "correlation-id" 6) (field "attributes" 12) (field "session-id" 13) (field "flow-id" 6) (field "node-id" 6) (field "provider-id" 6) (field "deadline-ms" 14) (field "attempt" u32) (field "idempotency-key" 6) (field "impersonation" 15)))
      (export (;17;) "tenant-ctx" (type (eq 16)))
    )
  )
  (type (;1;) (option string))
  (type (;2;) (option u64))
  (type (;3;) string)
  (type (;4;) (enum "ok"))
  (type (;5;) (enum "stacked" "grid"))
  (type (;6;) (list string))
  (type (;7;) (option 6))
  (type (;8;) (option 3))
  (type (;9;) (record (field "code" string) (field "message" string) (field "retryable" bool) (field "backoff-ms" 2) (field "details" 8)))
  (type (;10;) (variant (case "data" 3) (case "progress" u8) (case "done") (case "error" string)))
  (type (;11;) (func (result 3)))
  (type (;12;) (variant (case "ok" 3) (case "err" 9)))
  (type (;13;) (record (field "title" string) (field "description" 1) (field "layout" 5) (field "max-items" u32) (field "tags" 7) (field "connection-id" 1)))
  (type (;14;) (result 4 (error string)))
  (type (;15;) (list 10))
  (import "greentic:interfaces-types/types@0.1.0" (instance (;0;) (type 0)))
  (component (;0;)
    (alias outer 1 0 (type (;0;)))
    (import "a" (instance (;0;) (type 0)))
    (alias export 0 "tenant-ctx" (type (;1;)))
    (export (;2;) "a" (type 1))
  )
  (instance (;1;) (instantiate 0
      (with "a" (instance 0))
    )
  )
  (alias core export 0 "" (core memory (;0;)))
  (alias core export 0 "b" (core func (;0;)))
  (alias core export 0 "a" (core func (;1;)))
  (alias core export 0 "e" (core func (;2;)))
  (alias core export 0 "c" (core func (;3;)))
  (alias core export 0 "d" (core func (;4;)))
  (alias export 1 "a" (type (;16;)))
  (type (;17;) (record (field "tenant" 16) (field "i18n-id" 1) (field "flow-id" string) (field "node-id" 1)))
  (type (;18;) (func (param "ctx" 17) (result 14)))
  (type (;19;) (func (param "ctx" 17) (param "reason" string) (result 14)))
  (type (;20;) (func (param "ctx" 17) (param "op" string) (param "input" 3) (result 12)))
  (type (;21;) (func (param "ctx" 17) (param "op" string) (param "input" 3) (result 15)))
  (func (;0;) (type 11) (canon lift (core func 0) (memory 0)))
  (func (;1;) (type 18) (canon lift (core func 2) (memory 0) (realloc 1)))
  (func (;2;) (type 19) (canon lift (core func 2) (memory 0) (realloc 1)))
  (func (;3;) (type 20) (canon lift (core func 3) (memory 0) (realloc 1)))
  (func (;4;) (type 21) (canon lift (core func 4) (memory 0) (realloc 1)))
  (instance (;2;)
    (export "tenant-ctx" (type 16))
    (export "json" (type 3))
    (export "exec-ctx" (type 17))
    (export "node-error" (type 9))
    (export "invoke-result" (type 12))
    (export "stream-event" (type 10))
    (export "lifecycle-status" (type 4))
    (export "display-mode" (type 5))
    (export "config" (type 13))
    (export "get-manifest" (func 0))
    (export "on-start" (func 1))
    (export "on-stop" (func 2))
    (export "invoke" (func 3))
    (export "invoke-stream" (func 4))
  )
  (export (;3;) "greentic:component/node@0.5.0" (instance 2))
)

