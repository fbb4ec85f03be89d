use greentic_guest::{Call, number};
fn w(n: f64) -> String {
    let c = Call::new();
    let mut t = c.text();
    t.push_f64(n);
    t.finish().to_owned()
}
fn w32(n: f32) -> String {
    let c = Call::new();
    let mut t = c.text();
    t.push_f32(n);
    t.finish().to_owned()
}
fn next(x: &mut u64) -> u64 {
    *x ^= *x << 13;
    *x ^= *x >> 7;
    *x ^= *x << 17;
    *x
}
#[test]
fn quick() {
    let mut x = 88172645463325252u64;
    for i in 0..std::env::var("N").map_or(100_000, |n| n.parse().unwrap()) {
        let bits = next(&mut x);
        let n = f64::from_bits(bits);
        let due = serde_json::to_string(&n).unwrap();
        assert_eq!(w(n), due, "{bits:x}");
        if n.is_finite() {
            assert_eq!(number::parse_f64(&due).map(f64::to_bits), Some(bits));
        }
        let n = f32::from_bits(bits as u32);
        let due = serde_json::to_string(&n).unwrap();
        assert_eq!(w32(n), due, "{bits:x}");
        if n.is_finite() {
            assert_eq!(number::parse_f32(&due).map(f32::to_bits), Some(bits as u32));
        }
        // random digits
        let text = format!(
            "{}.{}{}{}e{}",
            next(&mut x) % 1000,
            next(&mut x),
            next(&mut x),
            if i % 3 == 0 {
                next(&mut x).to_string()
            } else {
                String::new()
            },
            (next(&mut x) % 700) as i64 - 350
        );
        assert_eq!(
            number::parse_f64(&text).map(f64::to_bits),
            Some(text.parse::<f64>().unwrap().to_bits()),
            "{text}"
        );
        assert_eq!(
            number::parse_f32(&text).map(f32::to_bits),
            Some(text.parse::<f32>().unwrap().to_bits()),
            "{text}"
        );
    }
}
#[test]
fn halves() {
    let mut x = 88172645463325252u64;
    for i in 0..3000 {
        let bits = if i % 4 == 0 {
            next(&mut x) % 100
        } else if i % 4 == 1 {
            next(&mut x) % (1 << 54)
        } else {
            (next(&mut x) >> 1).min(f64::MAX.to_bits() - 1)
        };
        let a = f64::from_bits(bits);
        if !a.is_finite() {
            continue;
        }
        // exact midpoint by big decimals: format with all digits
        let e = format!("{:.1080}", a);
        let b = f64::from_bits(bits + 1);
        let f = format!("{:.1080}", b);
        let mid = half(&e, &f);
        for t in [mid.clone(), format!("{mid}0000"), format!("{mid}00001"), {
            let mut m = mid.trim_end_matches('0').to_owned();
            if !m.ends_with('.') {
                let l = m.pop().unwrap();
                m.push((l as u8 - 1) as char);
                m.push_str("99");
            } else {
                m.push('0')
            }
            m
        }] {
            assert_eq!(
                number::parse_f64(&t).map(f64::to_bits),
                Some(t.parse::<f64>().unwrap().to_bits()),
                "{t}"
            );
        }
    }
}
fn half(a: &str, b: &str) -> String {
    let l = a.len().max(b.len());
    let pad = |s: &str| format!("{}{}", "0".repeat(l - s.len()), s);
    let (a, b) = (pad(a), pad(b));
    let mut sum = vec![];
    let mut c = 0;
    for (x, y) in a.bytes().rev().zip(b.bytes().rev()) {
        if x == b'.' {
            sum.push(b'.');
            continue;
        }
        let s = x - 48 + y - 48 + c;
        sum.push(s % 10 + 48);
        c = s / 10;
    }
    sum.push(c + 48);
    sum.reverse();
    let mut out = String::new();
    let mut r = 0;
    for x in sum {
        if x == b'.' {
            out.push('.');
            continue;
        }
        let v = r * 10 + (x - 48);
        out.push((v / 2 + 48) as char);
        r = v % 2;
    }
    if r == 1 {
        out.push('5');
    }
    let t = out.trim_start_matches('0');
    if t.starts_with('.') {
        format!("0{t}")
    } else {
        t.to_owned()
    }
}
