;; examples/component-describe, written by hand: what bindings and a linker could reach at
;; best.
(component
  (core module $m
    (memory (export "") 1)
    (func (export "a") (result i32) (i32.const 8))
    ;; The answer, pointer and length, and behind it the text.
    (data (i32.const 8) "\10\00\00\00\21\00\00\00{\"name\":\"demo\",\"version\":\"1.0.0\"}"))
  (core instance $i (instantiate $m))
  (func $describe (result string)
    (canon lift (core func $i "a") (memory (core memory $i ""))))
  (instance $describe-v1 (export "describe-json" (func $describe)))
  (export "greentic:component/describe-v1@1.0.0" (instance $describe-v1)))
