// examples/node-minimal in C.

#include <stdlib.h>
#include <string.h>

#include "peer.h"

typedef exports_greentic_component_node_exec_ctx_t ctx_t;
typedef exports_greentic_component_node_json_t json_t;
typedef exports_greentic_component_node_invoke_result_t result_t;
typedef exports_greentic_component_node_lifecycle_status_t status_t;
typedef exports_greentic_component_node_stream_event_t event_t;

void exports_greentic_component_node_get_manifest(json_t *ret) {
    peer_string_dup(ret, "{\"name\":\"demo\",\"version\":\"1.0.0\"}");
}

bool exports_greentic_component_node_on_start(ctx_t *ctx, status_t *ret, peer_string_t *err) {
    exports_greentic_component_node_exec_ctx_free(ctx);
    *ret = EXPORTS_GREENTIC_COMPONENT_NODE_LIFECYCLE_STATUS_OK;
    return true;
}

bool exports_greentic_component_node_on_stop(ctx_t *ctx, peer_string_t *reason, status_t *ret,
                                             peer_string_t *err) {
    peer_string_free(reason);
    return exports_greentic_component_node_on_start(ctx, ret, err);
}

static void concat(peer_string_t *ret, const char *prefix, const json_t *input) {
    size_t len = strlen(prefix);
    ret->len = len + input->len;
    ret->ptr = malloc(ret->len);
    if (!ret->ptr) abort();
    memcpy(ret->ptr, prefix, len);
    memcpy(ret->ptr + len, input->ptr, input->len);
}

void exports_greentic_component_node_invoke(ctx_t *ctx, peer_string_t *op, json_t *input,
                                            result_t *ret) {
    if (op->len == 4 && memcmp(op->ptr, "fail", 4) == 0) {
        ret->tag = EXPORTS_GREENTIC_COMPONENT_NODE_INVOKE_RESULT_ERR;
        exports_greentic_component_node_node_error_t *error = &ret->val.err_;
        peer_string_dup(&error->code, "demo");
        concat(&error->message, "bad input: ", input);
        error->retryable = false;
        error->backoff_ms.is_some = false;
        error->details.is_some = false;
    } else {
        ret->tag = EXPORTS_GREENTIC_COMPONENT_NODE_INVOKE_RESULT_OK;
        concat(&ret->val.ok, "ok:", input);
    }
    exports_greentic_component_node_exec_ctx_free(ctx);
    peer_string_free(op);
    exports_greentic_component_node_json_free(input);
}

void exports_greentic_component_node_invoke_stream(
    ctx_t *ctx, peer_string_t *op, json_t *input,
    exports_greentic_component_node_list_stream_event_t *ret) {
    result_t result;
    exports_greentic_component_node_invoke(ctx, op, input, &result);
    ret->len = 3;
    ret->ptr = malloc(3 * sizeof(event_t));
    if (!ret->ptr) abort();
    ret->ptr[0].tag = EXPORTS_GREENTIC_COMPONENT_NODE_STREAM_EVENT_PROGRESS;
    ret->ptr[0].val.progress = 0;
    if (result.tag == EXPORTS_GREENTIC_COMPONENT_NODE_INVOKE_RESULT_OK) {
        ret->ptr[1].tag = EXPORTS_GREENTIC_COMPONENT_NODE_STREAM_EVENT_DATA;
        ret->ptr[1].val.data = result.val.ok;
    } else {
        peer_string_free(&result.val.err_.code);
        ret->ptr[1].tag = EXPORTS_GREENTIC_COMPONENT_NODE_STREAM_EVENT_ERROR;
        ret->ptr[1].val.error = result.val.err_.message;
    }
    ret->ptr[2].tag = EXPORTS_GREENTIC_COMPONENT_NODE_STREAM_EVENT_DONE;
}
