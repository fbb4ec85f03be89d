(component
  (type $ty-greentic:interfaces-types/types@0.1.0 (;0;)
    (instance
      (type (;0;) string)
      (export (;1;) "env-id" (type (eq 0)))
      (type (;2;) string)
      (export (;3;) "tenant-id" (type (eq 2)))
      (type (;4;) string)
      (export (;5;) "team-id" (type (eq 4)))
      (type (;6;) string)
      (export (;7;) "user-id" (type (eq 6)))
      (type (;8;) string)
      (export (;9;) "session-key" (type (eq 8)))
      (type (;10;) (option string))
      (type (;11;) (record (field "actor-id" string) (field "reason" 10)))
      (export (;12;) "impersonation" (type (eq 11)))
      (type (;13;) (option 5))
      (type (;14;) (option 7))
      (type (;15;) (tuple string string))
      (type (;16;) (list 15))
      (type (;17;) (option 9))
      (type (;18;) (option s64))
      (type (;19;) (option 12))
      (type (;20;) (record (field "env" 1) (field "tenant" 3) (field "tenant-id" 3) (field "team" 13) (field "team-id" 13) (field "user" 14) (field "user-id" 14) (field "trace-id" 10) (field "i18n-id" 10) (field "correlation-id" 10) (field "attributes" 16) (field "session-id" 17) (field "flow-id" 10) (field "node-id" 10) (field "provider-id" 10) (field "deadline-ms" 18) (field "attempt" u32) (field "idempotency-key" 10) (field "impersonation" 19)))
      (export (;21;) "tenant-ctx" (type (eq 20)))
    )
  )
  (import "greentic:interfaces-types/types@0.1.0" (instance $greentic:interfaces-types/types@0.1.0 (;0;) (type $ty-greentic:interfaces-types/types@0.1.0)))
  (core module $main (;0;)
    (type (;0;) (func (param i32 i32 i32 i32 i32)))
    (type (;1;) (func (param i32 i32)))
    (type (;2;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;3;) (func (result i32)))
    (type (;4;) (func (param i32) (result i32)))
    (type (;5;) (func))
    (type (;6;) (func (param i32 i32 i32) (result i32)))
    (memory (;0;) 1 256)
    (global (;0;) (mut i32) i32.const 4096)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func 2))
    (export "greentic:component/node@0.5.0#get-manifest" (func 4))
    (export "greentic:component/node@0.5.0#invoke" (func 5))
    (export "greentic:component/node@0.5.0#invoke-stream" (func 8))
    (export "greentic:component/node@0.5.0#on-start" (func 9))
    (export "greentic:component/node@0.5.0#on-stop" (func 10))
    (export "memcmp" (func 11))
    (func (;0;) (type 0) (param i32 i32 i32 i32 i32)
      (local i32 i32)
      global.get 0
      i32.const 32
      i32.sub
      local.tee 5
      global.set 0
      block ;; label = @1
        block ;; label = @2
          block ;; label = @3
            local.get 2
            i32.const 4
            i32.ne
            br_if 0 (;@3;)
            local.get 1
            i32.load align=1
            i32.const 1818845542
            i32.eq
            br_if 1 (;@2;)
          end
          local.get 5
          local.get 4
          i32.store offset=28
          local.get 5
          local.get 3
          i32.store offset=24
          local.get 5
          i32.const 3
          i32.store offset=20
          local.get 5
          i32.const 4129
          i32.store offset=16
          local.get 5
          i32.const 8
          i32.add
          local.get 5
          i32.const 16
          i32.add
          call 1
          local.get 5
          i32.load offset=12
          local.set 2
          local.get 5
          i32.load offset=8
          local.set 4
          i32.const 0
          local.set 3
          br 1 (;@1;)
        end
        local.get 5
        local.get 4
        i32.store offset=28
        local.get 5
        local.get 3
        i32.store offset=24
        local.get 5
        i32.const 11
        i32.store offset=20
        local.get 5
        i32.const 4132
        i32.store offset=16
        local.get 5
        local.get 5
        i32.const 16
        i32.add
        call 1
        local.get 5
        i32.load offset=4
        local.set 1
        local.get 5
        i32.load
        local.set 6
        i32.const 1
        local.set 3
        i32.const 4143
        local.set 4
        i32.const 4
        local.set 2
      end
      local.get 0
      i32.const 0
      i32.store8 offset=48
      local.get 0
      i64.const 0
      i64.store offset=40
      local.get 0
      i32.const 0
      i32.store8 offset=32
      local.get 0
      i32.const 0
      i32.store8 offset=24
      local.get 0
      local.get 1
      i32.store offset=20
      local.get 0
      local.get 6
      i32.store offset=16
      local.get 0
      local.get 2
      i32.store offset=12
      local.get 0
      local.get 4
      i32.store offset=8
      local.get 0
      local.get 3
      i32.store8
      local.get 5
      i32.const 32
      i32.add
      global.set 0
    )
    (func (;1;) (type 1) (param i32 i32)
      (local i32 i32 i32 i32 i32 i32)
      local.get 1
      i32.const 4
      i32.add
      local.set 2
      i32.const 0
      local.set 3
      i32.const 0
      local.set 4
      loop ;; label = @1
        local.get 2
        local.get 3
        i32.add
        i32.load
        local.get 4
        i32.add
        local.set 4
        local.get 3
        i32.const 8
        i32.add
        local.tee 3
        i32.const 16
        i32.ne
        br_if 0 (;@1;)
      end
      i32.const 0
      local.set 3
      i32.const 0
      i32.const 0
      i32.const 1
      local.get 4
      call 3
      local.tee 5
      local.set 2
      block ;; label = @1
        loop ;; label = @2
          local.get 3
          i32.const 16
          i32.eq
          br_if 1 (;@1;)
          block ;; label = @3
            local.get 1
            local.get 3
            i32.add
            local.tee 6
            i32.const 4
            i32.add
            i32.load
            local.tee 7
            i32.eqz
            br_if 0 (;@3;)
            local.get 2
            local.get 6
            i32.load
            local.get 7
            memory.copy
          end
          local.get 3
          i32.const 8
          i32.add
          local.set 3
          local.get 2
          local.get 7
          i32.add
          local.set 2
          br 0 (;@2;)
        end
      end
      local.get 0
      local.get 4
      i32.store offset=4
      local.get 0
      local.get 5
      i32.store
    )
    (func (;2;) (type 2) (param i32 i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      call 3
    )
    (func (;3;) (type 2) (param i32 i32 i32 i32) (result i32)
      (local i32 i64 i64 i64)
      block ;; label = @1
        local.get 1
        local.get 0
        i32.add
        i32.const 0
        i32.load offset=4160
        local.tee 4
        i32.ne
        br_if 0 (;@1;)
        i32.const 0
        local.get 0
        i32.store offset=4160
        local.get 0
        local.set 4
      end
      block ;; label = @1
        block ;; label = @2
          local.get 2
          local.get 4
          i32.add
          i32.const -1
          i32.add
          i32.const 0
          local.get 2
          i32.sub
          i32.and
          local.tee 2
          i64.extend_i32_u
          local.get 3
          i64.extend_i32_u
          i64.add
          local.tee 5
          i32.const 0
          i64.load32_u offset=4164
          local.tee 6
          i64.le_u
          br_if 0 (;@2;)
          block ;; label = @3
            block ;; label = @4
              memory.size
              i64.extend_i32_u
              i64.const 16
              i64.shl
              local.tee 7
              local.get 6
              i64.eq
              local.tee 4
              br_if 0 (;@4;)
              local.get 5
              local.get 6
              i64.add
              i32.const 0
              i64.load32_u offset=4156
              i64.const 1
              i64.shl
              i64.sub
              local.set 6
              br 1 (;@3;)
            end
            local.get 5
            local.get 6
            i64.sub
            local.set 6
          end
          local.get 6
          i64.const 65535
          i64.add
          local.tee 6
          i64.const -65536
          i64.and
          local.get 7
          i64.add
          local.tee 5
          i64.const 4294967295
          i64.gt_u
          br_if 1 (;@1;)
          local.get 6
          i64.const 16
          i64.shr_u
          i32.wrap_i64
          memory.grow
          i32.const -1
          i32.eq
          br_if 1 (;@1;)
          i32.const 0
          local.get 5
          i64.store32 offset=4164
          local.get 4
          br_if 0 (;@2;)
          i32.const 0
          local.get 7
          i32.wrap_i64
          local.tee 2
          i32.store offset=4156
        end
        i32.const 0
        local.get 2
        local.get 3
        i32.add
        i32.store offset=4160
        block ;; label = @2
          local.get 2
          local.get 0
          i32.eq
          br_if 0 (;@2;)
          local.get 3
          local.get 1
          local.get 3
          local.get 1
          i32.lt_u
          select
          local.tee 3
          i32.eqz
          br_if 0 (;@2;)
          local.get 2
          local.get 0
          local.get 3
          memory.copy
        end
        local.get 2
        return
      end
      call 12
      unreachable
    )
    (func (;4;) (type 3) (result i32)
      i32.const 4148
    )
    (func (;5;) (type 4) (param i32) (result i32)
      (local i32 i32)
      global.get 0
      i32.const 64
      i32.sub
      local.tee 1
      global.set 0
      call 6
      local.get 1
      local.get 0
      i32.load offset=256
      i32.const 1
      local.get 0
      i32.load offset=260
      local.tee 2
      select
      local.get 2
      local.get 0
      i32.load offset=264
      i32.const 1
      local.get 0
      i32.load offset=268
      local.tee 0
      select
      local.get 0
      call 0
      i32.const 4168
      local.get 1
      i32.const 64
      memory.copy
      call 7
      local.get 1
      i32.const 64
      i32.add
      global.set 0
      i32.const 4168
    )
    (func (;6;) (type 5)
      block ;; label = @1
        i32.const 0
        i32.load8_u offset=4232
        br_if 0 (;@1;)
        i32.const 0
        i32.const 1
        i32.store8 offset=4232
        return
      end
      unreachable
    )
    (func (;7;) (type 5)
      i32.const 0
      i32.const 0
      i32.load offset=4156
      i32.store offset=4160
      i32.const 0
      i32.const 0
      i32.store8 offset=4232
    )
    (func (;8;) (type 4) (param i32) (result i32)
      (local i32 i32 i32 i32)
      global.get 0
      i32.const 64
      i32.sub
      local.tee 1
      global.set 0
      call 6
      local.get 1
      local.get 0
      i32.load offset=256
      i32.const 1
      local.get 0
      i32.load offset=260
      local.tee 2
      select
      local.get 2
      local.get 0
      i32.load offset=264
      i32.const 1
      local.get 0
      i32.load offset=268
      local.tee 0
      select
      local.get 0
      call 0
      local.get 1
      i32.const 16
      i32.const 8
      local.get 1
      i32.load8_u
      local.tee 2
      select
      i32.add
      i32.load
      local.set 3
      local.get 1
      i32.const 20
      i32.const 12
      local.get 2
      select
      i32.add
      i32.load
      local.set 4
      i32.const 0
      i32.const 0
      i32.const 4
      i32.const 36
      call 3
      local.tee 0
      i32.const 0
      i32.store8 offset=4
      local.get 0
      i32.const 1
      i32.store8
      local.get 0
      i32.const 2
      i32.store8 offset=24
      local.get 0
      local.get 4
      i32.store offset=20
      local.get 0
      local.get 3
      i32.store offset=16
      local.get 0
      i32.const 3
      i32.const 0
      local.get 2
      select
      i32.store8 offset=12
      i32.const 0
      i32.const 3
      i32.store offset=4172
      i32.const 0
      local.get 0
      i32.store offset=4168
      call 7
      local.get 1
      i32.const 64
      i32.add
      global.set 0
      i32.const 4168
    )
    (func (;9;) (type 4) (param i32) (result i32)
      call 6
      i32.const 0
      i32.const 0
      i32.store8 offset=4172
      i32.const 0
      i32.const 0
      i32.store8 offset=4168
      call 7
      i32.const 4168
    )
    (func (;10;) (type 4) (param i32) (result i32)
      call 6
      i32.const 0
      i32.const 0
      i32.store8 offset=4172
      i32.const 0
      i32.const 0
      i32.store8 offset=4168
      call 7
      i32.const 4168
    )
    (func (;11;) (type 6) (param i32 i32 i32) (result i32)
      (local i32 i32)
      i32.const 0
      local.set 3
      i32.const 0
      local.set 4
      block ;; label = @1
        loop ;; label = @2
          local.get 3
          local.get 2
          i32.ge_u
          br_if 1 (;@1;)
          local.get 4
          br_if 1 (;@1;)
          local.get 0
          local.get 3
          i32.add
          i32.load8_u
          local.get 1
          local.get 3
          i32.add
          i32.load8_u
          i32.sub
          local.set 4
          local.get 3
          i32.const 1
          i32.add
          local.set 3
          br 0 (;@2;)
        end
      end
      local.get 4
    )
    (func (;12;) (type 5)
      block ;; label = @1
        i32.const 0
        i32.load8_u offset=4232
        br_if 0 (;@1;)
        call 7
      end
      unreachable
    )
    (data (;0;) (i32.const 4096) "{\22name\22:\22demo\22,\22version\22:\221.0.0\22}ok:bad input: demo\00\00\10\00\00!\00\00\00")
    (data (;1;) (i32.const 4156) "\90\10\00\00\90\10\00\00\00\00\01\00")
    (@producers
      (processed-by "wit-component" "0.263.0")
    )
  )
  (alias export $greentic:interfaces-types/types@0.1.0 "tenant-ctx" (type $tenant-ctx (;1;)))
  (type (;2;) string)
  (type (;3;) (option string))
  (type (;4;) (record (field "tenant" $tenant-ctx) (field "i18n-id" 3) (field "flow-id" string) (field "node-id" 3)))
  (type (;5;) (option u64))
  (type (;6;) (option 2))
  (type (;7;) (record (field "code" string) (field "message" string) (field "retryable" bool) (field "backoff-ms" 5) (field "details" 6)))
  (type (;8;) (variant (case "ok" 2) (case "err" 7)))
  (type (;9;) (variant (case "data" 2) (case "progress" u8) (case "done") (case "error" string)))
  (type (;10;) (enum "ok"))
  (type (;11;) (enum "stacked" "grid"))
  (type (;12;) (list string))
  (type (;13;) (option 12))
  (type (;14;) (record (field "title" string) (field "description" 3) (field "layout" 11) (field "max-items" u32) (field "tags" 13) (field "connection-id" 3)))
  (core instance $main (;0;) (instantiate $main))
  (alias core export $main "memory" (core memory $memory (;0;)))
  (type (;15;) (func (result 2)))
  (alias core export $main "greentic:component/node@0.5.0#get-manifest" (core func $greentic:component/node@0.5.0#get-manifest (;0;)))
  (alias core export $main "cabi_realloc" (core func $cabi_realloc (;1;)))
  (func $get-manifest (;0;) (type 15) (canon lift (core func $greentic:component/node@0.5.0#get-manifest) (memory $memory) string-encoding=utf8))
  (type (;16;) (result 10 (error string)))
  (type (;17;) (func (param "ctx" 4) (result 16)))
  (alias core export $main "greentic:component/node@0.5.0#on-start" (core func $greentic:component/node@0.5.0#on-start (;2;)))
  (func $on-start (;1;) (type 17) (canon lift (core func $greentic:component/node@0.5.0#on-start) (memory $memory) (realloc $cabi_realloc) string-encoding=utf8))
  (type (;18;) (func (param "ctx" 4) (param "reason" string) (result 16)))
  (alias core export $main "greentic:component/node@0.5.0#on-stop" (core func $greentic:component/node@0.5.0#on-stop (;3;)))
  (func $on-stop (;2;) (type 18) (canon lift (core func $greentic:component/node@0.5.0#on-stop) (memory $memory) (realloc $cabi_realloc) string-encoding=utf8))
  (type (;19;) (func (param "ctx" 4) (param "op" string) (param "input" 2) (result 8)))
  (alias core export $main "greentic:component/node@0.5.0#invoke" (core func $greentic:component/node@0.5.0#invoke (;4;)))
  (func $invoke (;3;) (type 19) (canon lift (core func $greentic:component/node@0.5.0#invoke) (memory $memory) (realloc $cabi_realloc) string-encoding=utf8))
  (type (;20;) (list 9))
  (type (;21;) (func (param "ctx" 4) (param "op" string) (param "input" 2) (result 20)))
  (alias core export $main "greentic:component/node@0.5.0#invoke-stream" (core func $greentic:component/node@0.5.0#invoke-stream (;5;)))
  (func $invoke-stream (;4;) (type 21) (canon lift (core func $greentic:component/node@0.5.0#invoke-stream) (memory $memory) (realloc $cabi_realloc) string-encoding=utf8))
  (alias export $greentic:interfaces-types/types@0.1.0 "env-id" (type $env-id (;22;)))
  (alias export $greentic:interfaces-types/types@0.1.0 "tenant-id" (type $tenant-id (;23;)))
  (alias export $greentic:interfaces-types/types@0.1.0 "team-id" (type $team-id (;24;)))
  (alias export $greentic:interfaces-types/types@0.1.0 "user-id" (type $user-id (;25;)))
  (alias export $greentic:interfaces-types/types@0.1.0 "session-key" (type $session-key (;26;)))
  (alias export $greentic:interfaces-types/types@0.1.0 "impersonation" (type $impersonation (;27;)))
  (alias export $greentic:interfaces-types/types@0.1.0 "tenant-ctx" (type $"#type28 tenant-ctx" (@name "tenant-ctx") (;28;)))
  (component $greentic:component/node@0.5.0-shim-component (;0;)
    (type (;0;) string)
    (import "import-type-env-id" (type (;1;) (eq 0)))
    (type (;2;) string)
    (import "import-type-tenant-id" (type (;3;) (eq 2)))
    (type (;4;) string)
    (import "import-type-team-id" (type (;5;) (eq 4)))
    (type (;6;) string)
    (import "import-type-user-id" (type (;7;) (eq 6)))
    (type (;8;) string)
    (import "import-type-session-key" (type (;9;) (eq 8)))
    (type (;10;) (option string))
    (type (;11;) (record (field "actor-id" string) (field "reason" 10)))
    (import "import-type-impersonation" (type (;12;) (eq 11)))
    (type (;13;) (option 5))
    (type (;14;) (option 7))
    (type (;15;) (tuple string string))
    (type (;16;) (list 15))
    (type (;17;) (option 9))
    (type (;18;) (option s64))
    (type (;19;) (option 12))
    (type (;20;) (record (field "env" 1) (field "tenant" 3) (field "tenant-id" 3) (field "team" 13) (field "team-id" 13) (field "user" 14) (field "user-id" 14) (field "trace-id" 10) (field "i18n-id" 10) (field "correlation-id" 10) (field "attributes" 16) (field "session-id" 17) (field "flow-id" 10) (field "node-id" 10) (field "provider-id" 10) (field "deadline-ms" 18) (field "attempt" u32) (field "idempotency-key" 10) (field "impersonation" 19)))
    (import "import-type-tenant-ctx" (type (;21;) (eq 20)))
    (type (;22;) string)
    (import "import-type-json" (type (;23;) (eq 22)))
    (type (;24;) (func (result 23)))
    (import "import-func-get-manifest" (func (;0;) (type 24)))
    (import "import-type-tenant-ctx0" (type (;25;) (eq 21)))
    (type (;26;) (record (field "tenant" 25) (field "i18n-id" 10) (field "flow-id" string) (field "node-id" 10)))
    (import "import-type-exec-ctx" (type (;27;) (eq 26)))
    (type (;28;) (enum "ok"))
    (import "import-type-lifecycle-status" (type (;29;) (eq 28)))
    (type (;30;) (result 29 (error string)))
    (type (;31;) (func (param "ctx" 27) (result 30)))
    (import "import-func-on-start" (func (;1;) (type 31)))
    (type (;32;) (func (param "ctx" 27) (param "reason" string) (result 30)))
    (import "import-func-on-stop" (func (;2;) (type 32)))
    (type (;33;) (option u64))
    (type (;34;) (option 23))
    (type (;35;) (record (field "code" string) (field "message" string) (field "retryable" bool) (field "backoff-ms" 33) (field "details" 34)))
    (import "import-type-node-error" (type (;36;) (eq 35)))
    (type (;37;) (variant (case "ok" 23) (case "err" 36)))
    (import "import-type-invoke-result" (type (;38;) (eq 37)))
    (type (;39;) (func (param "ctx" 27) (param "op" string) (param "input" 23) (result 38)))
    (import "import-func-invoke" (func (;3;) (type 39)))
    (type (;40;) (variant (case "data" 23) (case "progress" u8) (case "done") (case "error" string)))
    (import "import-type-stream-event" (type (;41;) (eq 40)))
    (type (;42;) (list 41))
    (type (;43;) (func (param "ctx" 27) (param "op" string) (param "input" 23) (result 42)))
    (import "import-func-invoke-stream" (func (;4;) (type 43)))
    (export (;44;) "tenant-ctx" (type 21))
    (type (;45;) string)
    (export (;46;) "json" (type 45))
    (type (;47;) (record (field "tenant" 44) (field "i18n-id" 10) (field "flow-id" string) (field "node-id" 10)))
    (export (;48;) "exec-ctx" (type 47))
    (type (;49;) (option u64))
    (type (;50;) (option 46))
    (type (;51;) (record (field "code" string) (field "message" string) (field "retryable" bool) (field "backoff-ms" 49) (field "details" 50)))
    (export (;52;) "node-error" (type 51))
    (type (;53;) (variant (case "ok" 46) (case "err" 52)))
    (export (;54;) "invoke-result" (type 53))
    (type (;55;) (variant (case "data" 46) (case "progress" u8) (case "done") (case "error" string)))
    (export (;56;) "stream-event" (type 55))
    (type (;57;) (enum "ok"))
    (export (;58;) "lifecycle-status" (type 57))
    (type (;59;) (enum "stacked" "grid"))
    (export (;60;) "display-mode" (type 59))
    (type (;61;) (list string))
    (type (;62;) (option 61))
    (type (;63;) (record (field "title" string) (field "description" 10) (field "layout" 60) (field "max-items" u32) (field "tags" 62) (field "connection-id" 10)))
    (export (;64;) "config" (type 63))
    (type (;65;) (func (result 46)))
    (export (;5;) "get-manifest" (func 0) (func (type 65)))
    (type (;66;) (result 58 (error string)))
    (type (;67;) (func (param "ctx" 48) (result 66)))
    (export (;6;) "on-start" (func 1) (func (type 67)))
    (type (;68;) (func (param "ctx" 48) (param "reason" string) (result 66)))
    (export (;7;) "on-stop" (func 2) (func (type 68)))
    (type (;69;) (func (param "ctx" 48) (param "op" string) (param "input" 46) (result 54)))
    (export (;8;) "invoke" (func 3) (func (type 69)))
    (type (;70;) (list 56))
    (type (;71;) (func (param "ctx" 48) (param "op" string) (param "input" 46) (result 70)))
    (export (;9;) "invoke-stream" (func 4) (func (type 71)))
  )
  (instance $greentic:component/node@0.5.0-shim-instance (;1;) (instantiate $greentic:component/node@0.5.0-shim-component
      (with "import-func-get-manifest" (func $get-manifest))
      (with "import-func-on-start" (func $on-start))
      (with "import-func-on-stop" (func $on-stop))
      (with "import-func-invoke" (func $invoke))
      (with "import-func-invoke-stream" (func $invoke-stream))
      (with "import-type-env-id" (type $env-id))
      (with "import-type-tenant-id" (type $tenant-id))
      (with "import-type-team-id" (type $team-id))
      (with "import-type-user-id" (type $user-id))
      (with "import-type-session-key" (type $session-key))
      (with "import-type-impersonation" (type $impersonation))
      (with "import-type-tenant-ctx" (type $"#type28 tenant-ctx"))
      (with "import-type-json" (type 2))
      (with "import-type-tenant-ctx0" (type $tenant-ctx))
      (with "import-type-exec-ctx" (type 4))
      (with "import-type-lifecycle-status" (type 10))
      (with "import-type-node-error" (type 7))
      (with "import-type-invoke-result" (type 8))
      (with "import-type-stream-event" (type 9))
    )
  )
  (export $greentic:component/node@0.5.0 (;2;) "greentic:component/node@0.5.0" (instance $greentic:component/node@0.5.0-shim-instance))
  (@producers
    (processed-by "wit-component" "0.245.1")
  )
)
