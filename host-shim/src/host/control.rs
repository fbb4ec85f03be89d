//! `greentic:component/control`, answered by a [`Cancellation`](crate::Cancellation).

use std::future::poll_fn;
use std::task::Poll;

/// The same functions in each version.
macro_rules! control {
    ($($(#[$cfg:meta])* $module:path;)*) => {$(
        $(#[$cfg])*
        const _: () = {
            use $module as control;

            impl control::Host for $crate::host::State {
                async fn should_cancel(&mut self) -> wasmtime::Result<bool> {
                    Ok(self.host.cancellation.is_cancelled())
                }

                async fn yield_now(&mut self) -> wasmtime::Result<()> {
                    give_way().await;
                    Ok(())
                }
            }
        };
    )*};
}

control! {
    #[cfg(feature = "component-v0-4")]
    crate::bindings::component::v0_4::control;
    #[cfg(feature = "component-v0-5")]
    crate::bindings::component::v0_5::control;
}

/// Lets others run: other futures where there are any, other threads where the
/// call has one of its own.
async fn give_way() {
    let mut given = false;
    poll_fn(|context| {
        if given {
            return Poll::Ready(());
        }
        given = true;
        std::thread::yield_now();
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
