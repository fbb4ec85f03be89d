;; Calls itself `levels` deep, then asks the host for a text, and for the memory of
;; that text calls itself `memory` deep.
(component
  (import "greentic:host/kv-v1@1.0.0" (instance $kv
    (export "get" (func (param "ns" string) (param "key" string) (result (option string))))))
  (core module $memory
    (memory (export "memory") 1)
    (global $levels (export "levels") (mut i32) (i32.const 0))
    (func $dive (param $levels i32) (result i32)
      (if (result i32) (i32.eqz (local.get $levels))
        (then (i32.const 0))
        (else
          (i32.add (i32.const 1)
            (call $dive (i32.sub (local.get $levels) (i32.const 1)))))))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (drop (call $dive (global.get $levels)))
      (i32.const 4096)))
  (core instance $memory (instantiate $memory))
  (core func $get (canon lower (func $kv "get")
    (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
  (core module $main
    (import "memory" "levels" (global $memory (mut i32)))
    (import "host" "get" (func $get (param i32 i32 i32 i32 i32)))
    (func $dive (param $levels i32) (result i32)
      (if (result i32) (i32.eqz (local.get $levels))
        (then
          (call $get (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 256))
          (i32.const 0))
        (else
          (i32.add (i32.const 1)
            (call $dive (i32.sub (local.get $levels) (i32.const 1)))))))
    (func (export "f") (param $levels i32) (param $deep i32) (result i32)
      (global.set $memory (local.get $deep))
      (call $dive (local.get $levels))))
  (core instance $main (instantiate $main
    (with "memory" (instance (export "levels" (global $memory "levels"))))
    (with "host" (instance (export "get" (func $get))))))
  (func (export "f") (param "levels" u32) (param "memory" u32) (result u32)
    (canon lift (core func $main "f"))))
