;; Describes itself with a text that its host kept for it: puts `kept` under
;; `key` and gets it again.
(component
  (import "greentic:host/kv-v1@1.0.0" (instance $kv
    (export "get" (func (param "ns" string) (param "key" string) (result (option string))))
    (export "put" (func (param "ns" string) (param "key" string) (param "val" string)))))
  (core module $memory
    (memory (export "memory") 1)
    ;; Called once, for the answer.
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) i32.const 1024))
  (core instance $memory (instantiate $memory))
  (core func $get (canon lower (func $kv "get")
    (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
  (core func $put (canon lower (func $kv "put") (memory (core memory $memory "memory"))))
  (core module $code
    (import "memory" "memory" (memory 1))
    (import "kv" "get" (func $get (param i32 i32 i32 i32 i32)))
    (import "kv" "put" (func $put (param i32 i32 i32 i32 i32 i32)))
    (data (i32.const 0) "nskeykept")
    (func (export "describe-json") (result i32)
      (call $put (i32.const 0) (i32.const 2) (i32.const 2) (i32.const 3) (i32.const 5) (i32.const 4))
      (call $get (i32.const 0) (i32.const 2) (i32.const 2) (i32.const 3) (i32.const 16))
      ;; A trap if there is none; else the text is behind that.
      (if (i32.eqz (i32.load8_u (i32.const 16))) (then unreachable))
      i32.const 20))
  (core instance $code (instantiate $code
    (with "memory" (instance $memory))
    (with "kv" (instance (export "get" (func $get)) (export "put" (func $put))))))
  (func $describe (result string)
    (canon lift (core func $code "describe-json") (memory (core memory $memory "memory"))))
  (instance $exported (export "describe-json" (func $describe)))
  (export "greentic:component/describe-v1@1.0.0" (instance $exported)))
