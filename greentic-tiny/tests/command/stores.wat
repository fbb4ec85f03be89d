;; Stores many texts that are as small as they can be.
(component
  (import "greentic:host/kv-v1@1.0.0" (instance $host
    (export "put" (func (param "ns" string) (param "key" string) (param "val" string)))
    (export "get" (func (param "ns" string) (param "key" string) (result (option string))))))
  (core module $memory
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 4096)))
  (core instance $own (instantiate $memory))
  (alias core export $own "memory" (core memory $mem))
  (core func $put (canon lower (func $host "put")
    (memory (core memory $own "memory")) (realloc (core func $own "realloc"))))
  (core module $main
    (import "own" "memory" (memory 1))
    (import "own" "put" (func $put (param i32 i32 i32 i32 i32 i32)))
    (func (export "run") (param $count i32)
      (local $number i32)
      (loop $next
        (local.set $number (i32.add (local.get $number) (i32.const 1)))
        ;; Four characters of six bits each.
        (i32.store8 (i32.const 0)
          (i32.add (i32.const 48) (i32.and (local.get $number) (i32.const 63))))
        (i32.store8 (i32.const 1)
          (i32.add (i32.const 48) (i32.and (i32.shr_u (local.get $number) (i32.const 6)) (i32.const 63))))
        (i32.store8 (i32.const 2)
          (i32.add (i32.const 48) (i32.and (i32.shr_u (local.get $number) (i32.const 12)) (i32.const 63))))
        (i32.store8 (i32.const 3)
          (i32.add (i32.const 48) (i32.and (i32.shr_u (local.get $number) (i32.const 18)) (i32.const 63))))
        (call $put
          (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 4) (i32.const 0) (i32.const 0))
        (br_if $next (i32.lt_u (local.get $number) (local.get $count))))))
  (core instance $running (instantiate $main
    (with "own" (instance
      (export "memory" (memory $mem))
      (export "put" (func $put))))))
  (func (export "run") (param "count" u32) (canon lift (core func $running "run"))))
