//! The work of the till, for any source of prices.

use greentic_guest::Call;

use crate::bindings::example_shop_1_0_0::prices::Host;
use crate::bindings::example_shop_1_0_0::till::{Bill, Item, Position, Quantity, Refusal};

/// The bill of a basket, with prices of `host`.
pub(crate) fn total<'a>(
    host: &impl Host,
    call: &'a Call,
    basket: &'a [Item<'a>],
    voucher: Option<u8>,
) -> Result<Bill<'a>, Refusal<'a>> {
    if basket.is_empty() {
        return Err(Refusal::NothingToPay);
    }
    let mut sum = 0_u32;
    let mut refusal = None;
    // As many positions as there are items; after a refusal they are idle.
    let positions = call.list(basket.iter().map(|item| {
        let position = position(host, call, item).and_then(|position| {
            sum = sum.checked_add(position.cents).ok_or(Refusal::TooMuch)?;
            Ok(position)
        });
        position.unwrap_or_else(|why| {
            refusal.get_or_insert(why);
            Position::default()
        })
    }));
    if let Some(refusal) = refusal {
        return Err(refusal);
    }
    // In two parts, so that no product is too large: the percent of the whole
    // hundreds, and of what is left.
    let discount = voucher.map(|percent| {
        let percent = u32::from(percent.min(100));
        sum / 100 * percent + sum % 100 * percent / 100
    });
    Ok(Bill {
        positions: positions.into(),
        total: sum - discount.unwrap_or(0),
        discount: discount.into(),
    })
}

/// The line of the bill for an item.
fn position<'a>(
    host: &impl Host,
    call: &'a Call,
    item: &Item<'a>,
) -> Result<Position<'a>, Refusal<'a>> {
    let price = host
        .price(call, &item.article)
        .ok_or(Refusal::UnknownArticle(item.article))?;
    let cents = match item.quantity {
        Quantity::Pieces(pieces) => price.checked_mul(pieces),
        Quantity::Grams(grams) => price.checked_mul(grams).map(|cents| cents / 1000),
    };
    Ok(Position {
        article: item.article,
        cents: cents.ok_or(Refusal::TooMuch)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A shop with two things in it.
    struct Fake;

    impl Host for Fake {
        fn price(&self, _: &Call, article: &str) -> Option<u32> {
            match article {
                "tea" => Some(350),
                "gold" => Some(u32::MAX),
                _ => None,
            }
        }
    }

    fn item(article: &'static str, quantity: Quantity) -> Item<'static> {
        Item {
            article: article.into(),
            quantity,
        }
    }

    /// The total and the discount.
    fn sums(basket: &[Item<'_>], voucher: Option<u8>) -> Result<(u32, Option<u32>), String> {
        let call = Call::new();
        match total(&Fake, &call, basket, voucher) {
            Ok(bill) => Ok((bill.total, bill.discount.into())),
            Err(why) => Err(format!("{why:?}")),
        }
    }

    #[test]
    fn adds_up_pieces_and_grams() {
        let call = Call::new();
        let basket = [
            item("tea", Quantity::Pieces(2)),
            item("tea", Quantity::Grams(150)),
            item("tea", Quantity::Grams(1000)),
        ];
        let bill = total(&Fake, &call, &basket, None).expect("a bill");
        let cents: Vec<_> = bill.positions.iter().map(|line| line.cents).collect();
        assert_eq!(cents, [700, 52, 350]);
        assert!(bill.positions.iter().all(|line| &*line.article == "tea"));
        assert_eq!(bill.total, 1102);
    }

    #[test]
    fn a_voucher_takes_some_percent_off() {
        let basket = [item("tea", Quantity::Pieces(1))];
        assert_eq!(sums(&basket, None), Ok((350, None)));
        assert_eq!(sums(&basket, Some(0)), Ok((350, Some(0))));
        assert_eq!(sums(&basket, Some(15)), Ok((298, Some(52))));
        assert_eq!(sums(&basket, Some(100)), Ok((0, Some(350))));
        assert_eq!(sums(&basket, Some(255)), Ok((0, Some(350))));
        let gold = [item("gold", Quantity::Pieces(1))];
        assert_eq!(sums(&gold, Some(100)), Ok((0, Some(u32::MAX))));
    }

    #[test]
    fn says_why_there_is_no_bill() {
        let why = |basket: &[Item<'_>]| sums(basket, None).expect_err("no bill");
        assert_eq!(why(&[]), "NothingToPay");
        let unknown = [
            item("tea", Quantity::Pieces(1)),
            item("milk", Quantity::Pieces(1)),
            item("gold", Quantity::Pieces(2)),
        ];
        assert_eq!(why(&unknown), "UnknownArticle(\"milk\")");
        assert_eq!(why(&[item("gold", Quantity::Pieces(2))]), "TooMuch");
        assert_eq!(why(&[item("gold", Quantity::Grams(2000))]), "TooMuch");
        let both = [
            item("gold", Quantity::Pieces(1)),
            item("tea", Quantity::Pieces(1)),
        ];
        assert_eq!(why(&both), "TooMuch");
    }
}
