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
  (type $ty-greentic:secrets-store/secrets-store@1.0.0 (;1;)
    (instance
      (type (;0;) (enum "not-found" "denied" "invalid-key" "internal"))
      (export (;1;) "secrets-error" (type (eq 0)))
      (type (;2;) (list u8))
      (type (;3;) (option 2))
      (type (;4;) (result 3 (error 1)))
      (type (;5;) (func (param "key" string) (result 4)))
      (export (;0;) "get" (func (type 5)))
    )
  )
  (import "greentic:secrets-store/secrets-store@1.0.0" (instance $greentic:secrets-store/secrets-store@1.0.0 (;1;) (type $ty-greentic:secrets-store/secrets-store@1.0.0)))
  (core module $main (;0;)
    (type (;0;) (func (param i32 i32 i32)))
    (type (;1;) (func (param i32 i32 i32 i32 i32)))
    (type (;2;) (func (param i32 i32 i32) (result i32)))
    (type (;3;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;4;) (func (result i32)))
    (type (;5;) (func (param i32) (result i32)))
    (type (;6;) (func))
    (import "greentic:secrets-store/secrets-store@1.0.0" "get" (func (;0;) (type 0) (param i32 i32 i32)))
    (memory (;0;) 1 256)
    (global (;0;) (mut i32) i32.const 4096)
    (export "memory" (memory 0))
    (export "memcmp" (func 2))
    (export "cabi_realloc" (func 4))
    (export "greentic:component/node@0.5.0#get-manifest" (func 6))
    (export "greentic:component/node@0.5.0#invoke" (func 7))
    (export "greentic:component/node@0.5.0#invoke-stream" (func 10))
    (export "greentic:component/node@0.5.0#on-start" (func 11))
    (export "greentic:component/node@0.5.0#on-stop" (func 12))
    (func (;1;) (type 1) (param i32 i32 i32 i32 i32)
      (local i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
      global.get 0
      i32.const 48
      i32.sub
      local.tee 5
      global.set 0
      block ;; label = @1
        block ;; label = @2
          block ;; label = @3
            block ;; label = @4
              local.get 2
              i32.const 5
              i32.ne
              br_if 0 (;@4;)
              local.get 1
              i32.const 4321
              i32.const 5
              call 2
              i32.eqz
              br_if 1 (;@3;)
            end
            local.get 5
            local.get 2
            i32.store offset=36
            local.get 5
            local.get 1
            i32.store offset=32
            local.get 5
            i32.const 19
            i32.store offset=28
            local.get 5
            i32.const 4326
            i32.store offset=24
            local.get 5
            i32.const 16
            i32.add
            local.get 5
            i32.const 24
            i32.add
            i32.const 2
            call 3
            local.get 5
            i32.load offset=20
            local.set 2
            local.get 5
            i32.load offset=16
            local.set 1
            i32.const 4345
            local.set 6
            i32.const 10
            local.set 7
            br 1 (;@2;)
          end
          i32.const 4137
          i32.const 8
          local.get 5
          i32.const 24
          i32.add
          call 0
          local.get 5
          i32.load8_u offset=28
          local.set 8
          block ;; label = @3
            block ;; label = @4
              local.get 5
              i32.load8_u offset=24
              i32.const 1
              i32.and
              br_if 0 (;@4;)
              local.get 8
              i32.const 255
              i32.and
              i32.const 2
              i32.ne
              br_if 1 (;@3;)
              local.get 5
              i32.load8_u offset=29
              local.set 8
            end
            local.get 8
            i32.const 2
            i32.shl
            i32.const 1020
            i32.and
            local.tee 2
            i32.load offset=4412
            local.set 6
            local.get 2
            i32.load offset=4396
            local.set 7
            local.get 2
            i32.load offset=4380
            local.set 1
            local.get 2
            i32.load offset=4364
            local.set 2
            br 1 (;@2;)
          end
          i32.const 4197
          local.set 6
          i32.const 14
          local.set 7
          i32.const 4211
          local.set 1
          i32.const 28
          local.set 2
          local.get 8
          i32.const 1
          i32.and
          i32.eqz
          br_if 0 (;@2;)
          local.get 5
          i32.load offset=32
          i32.const 1
          local.get 5
          i32.load offset=36
          local.tee 9
          select
          local.tee 10
          i32.eqz
          br_if 0 (;@2;)
          local.get 9
          local.set 8
          local.get 10
          local.set 11
          block ;; label = @3
            loop ;; label = @4
              local.get 8
              i32.eqz
              br_if 1 (;@3;)
              local.get 8
              i32.const -1
              i32.add
              local.set 8
              local.get 11
              i32.load8_s
              local.set 2
              local.get 11
              i32.const 1
              i32.add
              local.tee 12
              local.set 11
              local.get 2
              i32.const -1
              i32.gt_s
              br_if 0 (;@4;)
              block ;; label = @5
                block ;; label = @6
                  local.get 2
                  i32.const -32
                  i32.and
                  i32.const -64
                  i32.ne
                  br_if 0 (;@6;)
                  i32.const 1
                  local.set 13
                  i32.const 128
                  local.set 14
                  br 1 (;@5;)
                end
                block ;; label = @6
                  local.get 2
                  i32.const -16
                  i32.and
                  i32.const -32
                  i32.ne
                  br_if 0 (;@6;)
                  i32.const 2
                  local.set 13
                  i32.const 2048
                  local.set 14
                  br 1 (;@5;)
                end
                block ;; label = @6
                  local.get 2
                  i32.const -8
                  i32.and
                  i32.const -16
                  i32.eq
                  br_if 0 (;@6;)
                  i32.const 4145
                  local.set 6
                  i32.const 15
                  local.set 7
                  i32.const 4160
                  local.set 1
                  i32.const 35
                  local.set 2
                  br 4 (;@2;)
                end
                i32.const 3
                local.set 13
                i32.const 65536
                local.set 14
              end
              local.get 12
              local.get 13
              i32.add
              local.set 11
              local.get 8
              local.get 13
              i32.sub
              local.set 15
              i32.const 63
              local.get 13
              i32.shr_u
              local.get 2
              i32.and
              local.set 16
              loop ;; label = @5
                block ;; label = @6
                  local.get 13
                  i32.const 0
                  i32.gt_s
                  br_if 0 (;@6;)
                  i32.const 4145
                  local.set 6
                  i32.const 15
                  local.set 7
                  i32.const 4160
                  local.set 1
                  i32.const 35
                  local.set 2
                  local.get 16
                  local.get 14
                  i32.lt_u
                  br_if 4 (;@2;)
                  local.get 16
                  i32.const 1114111
                  i32.gt_u
                  br_if 4 (;@2;)
                  local.get 15
                  local.set 8
                  local.get 16
                  i32.const 2095104
                  i32.and
                  i32.const 55296
                  i32.eq
                  br_if 4 (;@2;)
                  br 2 (;@4;)
                end
                i32.const 4145
                local.set 6
                i32.const 15
                local.set 7
                i32.const 4160
                local.set 1
                i32.const 35
                local.set 2
                local.get 8
                i32.eqz
                br_if 3 (;@2;)
                local.get 12
                i32.load8_s
                local.tee 17
                i32.const -65
                i32.gt_s
                br_if 3 (;@2;)
                local.get 16
                i32.const 6
                i32.shl
                local.get 17
                i32.const 63
                i32.and
                i32.or
                local.set 16
                local.get 13
                i32.const -1
                i32.add
                local.set 13
                local.get 8
                i32.const -1
                i32.add
                local.set 8
                local.get 12
                i32.const 1
                i32.add
                local.set 12
                br 0 (;@5;)
              end
            end
          end
          local.get 5
          local.get 4
          i32.store offset=44
          local.get 5
          local.get 3
          i32.store offset=40
          local.get 5
          i32.const 2
          i32.store offset=36
          local.get 5
          i32.const 4195
          i32.store offset=32
          local.get 5
          local.get 9
          i32.store offset=28
          local.get 5
          local.get 10
          i32.store offset=24
          local.get 5
          i32.const 8
          i32.add
          local.get 5
          i32.const 24
          i32.add
          i32.const 3
          call 3
          local.get 0
          local.get 5
          i64.load offset=8
          i64.store offset=8
          i32.const 0
          local.set 2
          br 1 (;@1;)
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
        local.get 2
        i32.store offset=20
        local.get 0
        local.get 1
        i32.store offset=16
        local.get 0
        local.get 7
        i32.store offset=12
        local.get 0
        local.get 6
        i32.store offset=8
        i32.const 1
        local.set 2
      end
      local.get 0
      local.get 2
      i32.store8
      local.get 5
      i32.const 48
      i32.add
      global.set 0
    )
    (func (;2;) (type 2) (param i32 i32 i32) (result i32)
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
    (func (;3;) (type 0) (param i32 i32 i32)
      (local i32 i32 i32 i32)
      local.get 1
      i32.const 4
      i32.add
      local.set 3
      i32.const 0
      local.set 4
      local.get 2
      local.set 5
      loop ;; label = @1
        local.get 3
        i32.load
        local.get 4
        i32.add
        local.set 4
        local.get 3
        i32.const 8
        i32.add
        local.set 3
        local.get 5
        i32.const -1
        i32.add
        local.tee 5
        br_if 0 (;@1;)
      end
      local.get 2
      i32.const 3
      i32.shl
      local.set 3
      i32.const 0
      i32.const 0
      i32.const 1
      local.get 4
      call 5
      local.tee 6
      local.set 5
      block ;; label = @1
        loop ;; label = @2
          local.get 3
          i32.eqz
          br_if 1 (;@1;)
          block ;; label = @3
            local.get 1
            i32.load offset=4
            local.tee 2
            i32.eqz
            br_if 0 (;@3;)
            local.get 5
            local.get 1
            i32.load
            local.get 2
            memory.copy
          end
          local.get 3
          i32.const -8
          i32.add
          local.set 3
          local.get 1
          i32.const 8
          i32.add
          local.set 1
          local.get 5
          local.get 2
          i32.add
          local.set 5
          br 0 (;@2;)
        end
      end
      local.get 0
      local.get 4
      i32.store offset=4
      local.get 0
      local.get 6
      i32.store
    )
    (func (;4;) (type 3) (param i32 i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      call 5
    )
    (func (;5;) (type 3) (param i32 i32 i32 i32) (result i32)
      (local i32 i64 i64 i64)
      block ;; label = @1
        local.get 1
        local.get 0
        i32.add
        i32.const 0
        i32.load offset=4432
        local.tee 4
        i32.ne
        br_if 0 (;@1;)
        i32.const 0
        local.get 0
        i32.store offset=4432
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
          i64.load32_u offset=4436
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
              i64.load32_u offset=4428
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
          i64.store32 offset=4436
          local.get 4
          br_if 0 (;@2;)
          i32.const 0
          local.get 7
          i32.wrap_i64
          local.tee 2
          i32.store offset=4428
        end
        i32.const 0
        local.get 2
        local.get 3
        i32.add
        i32.store offset=4432
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
      call 13
      unreachable
    )
    (func (;6;) (type 4) (result i32)
      i32.const 4356
    )
    (func (;7;) (type 5) (param i32) (result i32)
      (local i32 i32)
      global.get 0
      i32.const 64
      i32.sub
      local.tee 1
      global.set 0
      call 8
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
      call 1
      i32.const 4440
      local.get 1
      i32.const 64
      memory.copy
      call 9
      local.get 1
      i32.const 64
      i32.add
      global.set 0
      i32.const 4440
    )
    (func (;8;) (type 6)
      block ;; label = @1
        i32.const 0
        i32.load8_u offset=4504
        br_if 0 (;@1;)
        i32.const 0
        i32.const 1
        i32.store8 offset=4504
        return
      end
      unreachable
    )
    (func (;9;) (type 6)
      i32.const 0
      i32.const 0
      i32.load offset=4428
      i32.store offset=4432
      i32.const 0
      i32.const 0
      i32.store8 offset=4504
    )
    (func (;10;) (type 5) (param i32) (result i32)
      (local i32 i32 i32 i32)
      global.get 0
      i32.const 64
      i32.sub
      local.tee 1
      global.set 0
      call 8
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
      call 1
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
      call 5
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
      i32.store offset=4444
      i32.const 0
      local.get 0
      i32.store offset=4440
      call 9
      local.get 1
      i32.const 64
      i32.add
      global.set 0
      i32.const 4440
    )
    (func (;11;) (type 5) (param i32) (result i32)
      call 8
      i32.const 0
      i32.const 0
      i32.store8 offset=4444
      i32.const 0
      i32.const 0
      i32.store8 offset=4440
      call 9
      i32.const 4440
    )
    (func (;12;) (type 5) (param i32) (result i32)
      call 8
      i32.const 0
      i32.const 0
      i32.store8 offset=4444
      i32.const 0
      i32.const 0
      i32.store8 offset=4440
      call 9
      i32.const 4440
    )
    (func (;13;) (type 6)
      block ;; label = @1
        i32.const 0
        i32.load8_u offset=4504
        br_if 0 (;@1;)
        call 9
      end
      unreachable
    )
    (data (;0;) (i32.const 4096) "{\22name\22:\22node-secrets\22,\22version\22:\221.0.0\22}GREETINGsecret-not-textsecret `GREETING` is not UTF-8 text, secret-missingsecret `GREETING` is missingsecret-deniedsecret `GREETING` may not be readsecret-failedthe secret store failedgreetunknown operation: unknown-op\00\00\10\00\00)\00\00\00\1c\00\00\00!\00\00\00\17\00\00\00\17\00\00\00s\10\00\00\9c\10\00\00\ca\10\00\00\ca\10\00\00\0e\00\00\00\0d\00\00\00\0d\00\00\00\0d\00\00\00e\10\00\00\8f\10\00\00\bd\10\00\00\bd\10\00\00")
    (data (;1;) (i32.const 4428) "\a0\11\00\00\a0\11\00\00\00\00\01\00")
    (@producers
      (processed-by "wit-component" "0.263.0")
    )
  )
  (core module $wit-component-shim-module (;1;)
    (type (;0;) (func (param i32 i32 i32)))
    (table (;0;) 1 1 funcref)
    (export "0" (func 0))
    (export "$imports" (table 0))
    (func (;0;) (type 0) (param i32 i32 i32)
      local.get 0
      local.get 1
      local.get 2
      i32.const 0
      call_indirect (type 0)
    )
    (@producers
      (processed-by "wit-component" "0.245.1")
    )
  )
  (core module $wit-component-fixup (;2;)
    (type (;0;) (func (param i32 i32 i32)))
    (import "" "0" (func (;0;) (type 0) (param i32 i32 i32)))
    (import "" "$imports" (table (;0;) 1 1 funcref))
    (elem (;0;) (i32.const 0) func 0)
    (@producers
      (processed-by "wit-component" "0.245.1")
    )
  )
  (core instance $wit-component-shim-instance (;0;) (instantiate $wit-component-shim-module))
  (alias export $greentic:interfaces-types/types@0.1.0 "tenant-ctx" (type $tenant-ctx (;2;)))
  (type (;3;) string)
  (type (;4;) (option string))
  (type (;5;) (record (field "tenant" $tenant-ctx) (field "i18n-id" 4) (field "flow-id" string) (field "node-id" 4)))
  (type (;6;) (option u64))
  (type (;7;) (option 3))
  (type (;8;) (record (field "code" string) (field "message" string) (field "retryable" bool) (field "backoff-ms" 6) (field "details" 7)))
  (type (;9;) (variant (case "ok" 3) (case "err" 8)))
  (type (;10;) (variant (case "data" 3) (case "progress" u8) (case "done") (case "error" string)))
  (type (;11;) (enum "ok"))
  (type (;12;) (enum "stacked" "grid"))
  (type (;13;) (list string))
  (type (;14;) (option 13))
  (type (;15;) (record (field "title" string) (field "description" 4) (field "layout" 12) (field "max-items" u32) (field "tags" 14) (field "connection-id" 4)))
  (alias core export $wit-component-shim-instance "0" (core func $indirect-greentic:secrets-store/secrets-store@1.0.0-get (;0;)))
  (core instance $greentic:secrets-store/secrets-store@1.0.0 (;1;)
    (export "get" (func $indirect-greentic:secrets-store/secrets-store@1.0.0-get))
  )
  (core instance $main (;2;) (instantiate $main
      (with "greentic:secrets-store/secrets-store@1.0.0" (instance $greentic:secrets-store/secrets-store@1.0.0))
    )
  )
  (alias core export $main "memory" (core memory $memory (;0;)))
  (alias core export $wit-component-shim-instance "$imports" (core table $"shim table" (;0;)))
  (alias export $greentic:secrets-store/secrets-store@1.0.0 "get" (func $get (;0;)))
  (alias core export $main "cabi_realloc" (core func $realloc (;1;)))
  (core func $"#core-func2 indirect-greentic:secrets-store/secrets-store@1.0.0-get" (@name "indirect-greentic:secrets-store/secrets-store@1.0.0-get") (;2;) (canon lower (func $get) (memory $memory) (realloc $realloc) string-encoding=utf8))
  (core instance $fixup-args (;3;)
    (export "$imports" (table $"shim table"))
    (export "0" (func $"#core-func2 indirect-greentic:secrets-store/secrets-store@1.0.0-get"))
  )
  (core instance $fixup (;4;) (instantiate $wit-component-fixup
      (with "" (instance $fixup-args))
    )
  )
  (type (;16;) (func (result 3)))
  (alias core export $main "greentic:component/node@0.5.0#get-manifest" (core func $greentic:component/node@0.5.0#get-manifest (;3;)))
  (func $get-manifest (;1;) (type 16) (canon lift (core func $greentic:component/node@0.5.0#get-manifest) (memory $memory) string-encoding=utf8))
  (type (;17;) (result 11 (error string)))
  (type (;18;) (func (param "ctx" 5) (result 17)))
  (alias core export $main "greentic:component/node@0.5.0#on-start" (core func $greentic:component/node@0.5.0#on-start (;4;)))
  (func $on-start (;2;) (type 18) (canon lift (core func $greentic:component/node@0.5.0#on-start) (memory $memory) (realloc $realloc) string-encoding=utf8))
  (type (;19;) (func (param "ctx" 5) (param "reason" string) (result 17)))
  (alias core export $main "greentic:component/node@0.5.0#on-stop" (core func $greentic:component/node@0.5.0#on-stop (;5;)))
  (func $on-stop (;3;) (type 19) (canon lift (core func $greentic:component/node@0.5.0#on-stop) (memory $memory) (realloc $realloc) string-encoding=utf8))
  (type (;20;) (func (param "ctx" 5) (param "op" string) (param "input" 3) (result 9)))
  (alias core export $main "greentic:component/node@0.5.0#invoke" (core func $greentic:component/node@0.5.0#invoke (;6;)))
  (func $invoke (;4;) (type 20) (canon lift (core func $greentic:component/node@0.5.0#invoke) (memory $memory) (realloc $realloc) string-encoding=utf8))
  (type (;21;) (list 10))
  (type (;22;) (func (param "ctx" 5) (param "op" string) (param "input" 3) (result 21)))
  (alias core export $main "greentic:component/node@0.5.0#invoke-stream" (core func $greentic:component/node@0.5.0#invoke-stream (;7;)))
  (func $invoke-stream (;5;) (type 22) (canon lift (core func $greentic:component/node@0.5.0#invoke-stream) (memory $memory) (realloc $realloc) string-encoding=utf8))
  (alias export $greentic:interfaces-types/types@0.1.0 "env-id" (type $env-id (;23;)))
  (alias export $greentic:interfaces-types/types@0.1.0 "tenant-id" (type $tenant-id (;24;)))
  (alias export $greentic:interfaces-types/types@0.1.0 "team-id" (type $team-id (;25;)))
  (alias export $greentic:interfaces-types/types@0.1.0 "user-id" (type $user-id (;26;)))
  (alias export $greentic:interfaces-types/types@0.1.0 "session-key" (type $session-key (;27;)))
  (alias export $greentic:interfaces-types/types@0.1.0 "impersonation" (type $impersonation (;28;)))
  (alias export $greentic:interfaces-types/types@0.1.0 "tenant-ctx" (type $"#type29 tenant-ctx" (@name "tenant-ctx") (;29;)))
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
  (instance $greentic:component/node@0.5.0-shim-instance (;2;) (instantiate $greentic:component/node@0.5.0-shim-component
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
      (with "import-type-tenant-ctx" (type $"#type29 tenant-ctx"))
      (with "import-type-json" (type 3))
      (with "import-type-tenant-ctx0" (type $tenant-ctx))
      (with "import-type-exec-ctx" (type 5))
      (with "import-type-lifecycle-status" (type 11))
      (with "import-type-node-error" (type 8))
      (with "import-type-invoke-result" (type 9))
      (with "import-type-stream-event" (type 10))
    )
  )
  (export $greentic:component/node@0.5.0 (;3;) "greentic:component/node@0.5.0" (instance $greentic:component/node@0.5.0-shim-instance))
  (@producers
    (processed-by "wit-component" "0.245.1")
  )
)
