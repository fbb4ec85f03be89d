// examples/component-describe in C.

#include "peer.h"

void exports_greentic_component_describe_v1_describe_json(peer_string_t *ret) {
    peer_string_dup(ret, "{\"name\":\"demo\",\"version\":\"1.0.0\"}");
}
