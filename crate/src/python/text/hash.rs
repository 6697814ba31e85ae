//! The hashes of CPython with `PYTHONHASHSEED=0`, which make the order of a set reproducible.

/// The numbers' hashes are remainders modulo this Mersenne prime, 2⁶¹ - 1 (`_PyHASH_MODULUS`).
const MODULUS: u64 = (1 << BITS) - 1;
const BITS: u32 = 61;

/// -1 means an error in CPython's C code, so that no object has it for a hash.
fn not_error(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// `hash(int)` (`long_hash`); also of `bool`.
pub fn hash_int(value: i64) -> i64 {
    let remainder = (value.unsigned_abs() % MODULUS) as i64;
    not_error(if value < 0 { -remainder } else { remainder })
}

/// `hash(float)` (`_Py_HashDouble`), equal to the int's for a whole number. That of a nan is 0,
/// as up to 3.9; since 3.10 it is made of the object's address.
pub fn hash_float(value: f64) -> i64 {
    if value.is_nan() {
        return 0;
    }
    let sign = if value < 0.0 { -1 } else { 1 };
    if value.is_infinite() {
        return sign * 314_159;
    }
    // The number is mantissa · 2^exponent, and 2 to the 61st is 1 modulo the modulus, so that
    // multiplying by a power of two rotates the 61 bits.
    let bits = value.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let biased = ((bits >> 52) & 0x7ff) as i32;
    let mantissa = if biased == 0 {
        fraction
    } else {
        fraction | 1 << 52
    };
    let exponent = biased.max(1) - 1075;
    let shift = exponent.rem_euclid(BITS as i32);
    let rotated = ((mantissa << shift) & MODULUS) | (mantissa >> (BITS as i32 - shift));
    not_error(sign * rotated as i64)
}

/// The hash function of `str` and `bytes` (`sys.hash_info.algorithm`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// `siphash24`: up to 3.10.
    SipHash24,
    /// `siphash13`: since 3.11.
    SipHash13,
}

/// `hash(str)`: of the characters as CPython stores them, all in 1, 2 or 4 bytes, whatever the
/// greatest needs.
pub fn hash_str(text: &str, algorithm: Algorithm) -> i64 {
    let codes = text.chars().map(|character| character as u32);
    let width = match codes.clone().max().unwrap_or(0) {
        0..0x100 => 1,
        0x100..0x1_0000 => 2,
        _ => 4,
    };
    let bytes: Vec<u8> = codes
        .flat_map(|code| code.to_le_bytes().into_iter().take(width))
        .collect();
    hash_bytes(&bytes, algorithm)
}

/// `hash(bytes)` (`_Py_HashBytes`).
pub fn hash_bytes(bytes: &[u8], algorithm: Algorithm) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    let hash = match algorithm {
        Algorithm::SipHash24 => siphash(bytes, 2, 4),
        Algorithm::SipHash13 => siphash(bytes, 1, 3),
    };
    not_error(hash as i64)
}

/// SipHash with the key 0, which seed 0 means, and so many rounds for each word and at the end.
fn siphash(bytes: &[u8], rounds: usize, final_rounds: usize) -> u64 {
    // The initial state is these ASCII letters, exclusive-or the key.
    let mut state =
        [*b"somepseu", *b"dorandom", *b"lygenera", *b"tedbytes"].map(u64::from_be_bytes);
    let mut absorb = |word: u64| {
        state[3] ^= word;
        mix(&mut state, rounds);
        state[0] ^= word;
    };
    let (words, rest) = bytes.as_chunks::<8>();
    for &word in words {
        absorb(u64::from_le_bytes(word));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    last[7] = bytes.len() as u8;
    absorb(u64::from_le_bytes(last));
    state[2] ^= 0xff;
    mix(&mut state, final_rounds);
    state.into_iter().fold(0, |hash, word| hash ^ word)
}

fn mix([a, b, c, d]: &mut [u64; 4], rounds: usize) {
    for _ in 0..rounds {
        *a = a.wrapping_add(*b);
        *c = c.wrapping_add(*d);
        *b = b.rotate_left(13) ^ *a;
        *d = d.rotate_left(16) ^ *c;
        *a = a.rotate_left(32);
        *c = c.wrapping_add(*b);
        *a = a.wrapping_add(*d);
        *b = b.rotate_left(17) ^ *c;
        *d = d.rotate_left(21) ^ *a;
        *c = c.rotate_left(32);
    }
}

const PRIME_5: u64 = 2_870_177_450_012_600_261;

/// `hash(tuple)` of the items' hashes (`tuplehash`, based on xxHash, since 3.8).
pub fn hash_tuple(hashes: &[i64]) -> i64 {
    hash_parts(hashes, hashes.len() as u64 ^ (PRIME_5 ^ 3_527_539))
}

/// `hash(slice)` of the hashes of its three parts (`slicehash`).
pub fn hash_slice(hashes: &[i64]) -> i64 {
    hash_parts(hashes, 0)
}

fn hash_parts(hashes: &[i64], last: u64) -> i64 {
    const PRIME_1: u64 = 11_400_714_785_074_694_791;
    const PRIME_2: u64 = 14_029_467_366_897_019_727;
    let mut sum = PRIME_5;
    for &hash in hashes {
        sum = sum.wrapping_add((hash as u64).wrapping_mul(PRIME_2));
        sum = sum.rotate_left(31).wrapping_mul(PRIME_1);
    }
    sum = sum.wrapping_add(last);
    if sum == u64::MAX {
        1_546_275_796
    } else {
        sum as i64
    }
}

/// `hash(frozenset)` of the items' hashes, in any order (`frozenset_hash`).
pub fn hash_frozenset(hashes: &[i64]) -> i64 {
    let scatter = |hash: u64| ((hash ^ 89_869_747) ^ (hash << 16)).wrapping_mul(3_644_798_167);
    let mut hash = hashes
        .iter()
        .fold(0, |hash, &item| hash ^ scatter(item as u64));
    hash ^= (hashes.len() as u64 + 1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
    if hash == u64::MAX {
        590_923_713
    } else {
        hash as i64
    }
}
