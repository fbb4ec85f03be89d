;; Exports greentic:component/describe-v1@1.0.0 and nothing else.
(component
  (core module $m
    (memory (export "memory") 1 2)
    (func (export "describe-json") (result i32) (i32.const 16))
    ;; The answer: pointer and length.
    (data (i32.const 16) "\20\00\00\00\21\00\00\00")
    (data (i32.const 32) "{\"name\":\"demo\",\"version\":\"1.0.0\"}"))
  (core instance $i (instantiate $m))
  (func $describe (result string)
    (canon lift (core func $i "describe-json") (memory (core memory $i "memory"))))
  (instance $describe-v1 (export "describe-json" (func $describe)))
  (export "greentic:component/describe-v1@1.0.0" (instance $describe-v1)))
