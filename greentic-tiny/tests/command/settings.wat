;; Answers with a setting, as the host gives it.
(component
  (import "greentic:runtime-config/runtime-config@1.0.0" (instance $host
    (type $error-kind (enum "not-found" "denied" "invalid-key" "internal"))
    (export "config-error" (type $error (eq $error-kind)))
    (export "get" (func (param "key" string)
      (result (result (option string) (error $error)))))))
  (core module $memory
    (memory (export "memory") 1)
    (global $next (mut i32) (i32.const 1024))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (global.get $next)
      (global.set $next (i32.add (global.get $next) (local.get 3)))))
  (core instance $own (instantiate $memory))
  (alias core export $own "memory" (core memory $mem))
  (core func $get (canon lower (func $host "get")
    (memory (core memory $own "memory")) (realloc (core func $own "realloc"))))
  (core module $main
    (import "own" "get" (func $get (param i32 i32 i32)))
    (func (export "get") (param i32 i32) (result i32)
      (call $get (local.get 0) (local.get 1) (i32.const 0))
      (i32.const 0)))
  (core instance $running (instantiate $main
    (with "own" (instance (export "get" (func $get))))))
  (alias export $host "config-error" (type $error))
  (func (export "get") (param "key" string) (result (result (option string) (error $error)))
    (canon lift (core func $running "get")
      (memory $mem) (realloc (core func $own "realloc")))))
