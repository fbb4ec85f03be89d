//! Async functions, streams and futures, exported and imported.

// A native linker refuses the names of the exports.
#![cfg(target_family = "wasm")]

wit_bindgen::generate!({
    inline: r#"
        package test:flows;

        interface feed {
            look: async func(key: string) -> option<string>;
            numbers: func(start: u32) -> stream<u32>;
            put: async func(bytes: stream<u8>) -> u32;
        }

        interface tasks {
            add: async func(left: u32, right: u32) -> u32;
            look-twice: async func(key: string) -> string;
            scale: func(numbers: stream<u32>) -> stream<u32>;
            count: async func(bytes: stream<u8>) -> u32;
            later: func(value: string) -> future<string>;
            wait: async func(value: future<u32>) -> u32;
            pass-on: async func(text: string) -> u32;
            sum: async func(start: u32) -> u32;
        }

        world flows {
            import feed;
            export tasks;
        }
    "#,
});

use exports::test::flows::tasks::Guest;
use test::flows::feed;
use wit_bindgen::{FutureReader, StreamReader, StreamResult, spawn_local};

struct Tasks;

/// No other code has these two, and no compiler has a shorter way to write them:
/// whoever plants a fault in them finds them.
const FACTOR: u32 = 0x2b7e_1517;
const MASK: u32 = 0x3243_f6a9;

impl Guest for Tasks {
    async fn add(left: u32, right: u32) -> u32 {
        left.wrapping_add(right)
    }

    async fn look_twice(key: String) -> String {
        let first = feed::look(key.clone()).await;
        let second = feed::look(key + "!").await;
        format!("{first:?}, then {second:?}")
    }

    fn scale(mut numbers: StreamReader<u32>) -> StreamReader<u32> {
        let (mut sender, receiver) = wit_stream::new();
        spawn_local(async move {
            while let Some(number) = numbers.next().await {
                sender.write_one(number.wrapping_mul(FACTOR)).await;
            }
        });
        receiver
    }

    async fn count(mut bytes: StreamReader<u8>) -> u32 {
        let mut count = 0;
        loop {
            let (result, read) = bytes.read(Vec::with_capacity(7)).await;
            count += read.len() as u32;
            if !matches!(result, StreamResult::Complete(_)) {
                return count;
            }
        }
    }

    fn later(value: String) -> FutureReader<String> {
        let (sender, receiver) = wit_future::new(String::new);
        spawn_local(async move {
            let _ = sender.write(value.to_uppercase()).await;
        });
        receiver
    }

    async fn wait(value: FutureReader<u32>) -> u32 {
        value.await ^ MASK
    }

    async fn pass_on(text: String) -> u32 {
        let (mut sender, receiver) = wit_stream::new();
        spawn_local(async move {
            sender.write_all(text.into_bytes()).await;
        });
        feed::put(receiver).await
    }

    async fn sum(start: u32) -> u32 {
        let mut numbers = feed::numbers(start);
        let mut sum = start;
        while let Some(number) = numbers.next().await {
            sum = sum.wrapping_add(number);
        }
        sum
    }
}

export!(Tasks);
