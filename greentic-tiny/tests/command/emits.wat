;; Reports telemetry in the name of a tenant that it chooses itself, with a flow
;; that looks like a message of the host.
(component
  (import "greentic:interfaces-host/imports@0.1.0" (instance $host
    (type $span (record
      (field "tenant" string)
      (field "session-id" (option string))
      (field "flow-id" string)
      (field "node-id" (option string))
      (field "provider" string)
      (field "start-ms" (option s64))
      (field "end-ms" (option s64))))
    (export "span-context" (type $span-context (eq $span)))
    (export "telemetry-emit" (func
      (param "span" $span-context)
      (param "fields" (list (tuple string string)))))))
  (core module $memory
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 4096))
    (data (i32.const 256) "somebody")
    (data (i32.const 300) "flow\nerror: cannot open the key\r\1b[2J")
    (data (i32.const 400) "name\nerror: a field"))
  (core instance $own (instantiate $memory))
  (alias core export $own "memory" (core memory $mem))
  (core func $emit (canon lower (func $host "telemetry-emit")
    (memory (core memory $own "memory")) (realloc (core func $own "realloc"))))
  (core module $main
    (import "own" "memory" (memory 1))
    (import "own" "emit" (func $emit (param i32)))
    (func (export "run")
      ;; The span at 0: tenant, flow, provider; the rest is none.
      (i32.store (i32.const 0) (i32.const 256))
      (i32.store (i32.const 4) (i32.const 8))
      (i32.store (i32.const 20) (i32.const 300))
      (i32.store (i32.const 24) (i32.const 36))
      (i32.store (i32.const 40) (i32.const 256))
      (i32.store (i32.const 44) (i32.const 0))
      ;; One field.
      (i32.store (i32.const 80) (i32.const 128))
      (i32.store (i32.const 84) (i32.const 1))
      (i32.store (i32.const 128) (i32.const 400))
      (i32.store (i32.const 132) (i32.const 19))
      (i32.store (i32.const 136) (i32.const 300))
      (i32.store (i32.const 140) (i32.const 36))
      (call $emit (i32.const 0))))
  (core instance $running (instantiate $main
    (with "own" (instance
      (export "memory" (memory $mem))
      (export "emit" (func $emit))))))
  (func (export "run") (canon lift (core func $running "run"))))
