// The nearest partner of every descriptor of 256 bits, both ways, two vectors a descriptor.
// Compiled to nearest.wasm.ts; nearest.test.ts compiles it again and compares.

// Memory: the first descriptors, the second, then for each its partner (i32) and how far away that is (i32).
const START: usize = 0x400;

export function startAt(): usize { return START; }

/** Grows the memory so that this many bytes fit behind the start; false when the machine refuses. */
export function room(bytes: usize): bool {
  const wanted = <i32>((START + bytes + 0xffff) >>> 16);
  const have = memory.size();
  return wanted <= have || memory.grow(wanted - have) >= 0;
}

@inline
function differ(p: v128, q: v128, r: v128, s: v128): i32 {
  const bytes = i8x16.add(i8x16.popcnt(v128.xor(p, r)), i8x16.popcnt(v128.xor(q, s)));
  const pairs = i16x8.extadd_pairwise_i8x16_u(bytes);
  const sum = <u64>i64x2.extract_lane(pairs, 0) + <u64>i64x2.extract_lane(pairs, 1);
  return <i32>((sum * 0x0001000100010001) >> 48);
}

/** Partners nearer than `furthest`, the first of equally near ones; -1 where there is none. */
export function nearest(firstCount: i32, secondCount: i32, furthest: i32): void {
  const second = START + (<usize>firstCount << 5);
  const partners = second + (<usize>secondCount << 5);
  const ways = partners + (<usize>(firstCount + secondCount) << 2);
  const back = partners + (<usize>firstCount << 2);
  const backWay = ways + (<usize>firstCount << 2);
  for (let at = 0; at < firstCount + secondCount; at++) {
    store<i32>(partners + (<usize>at << 2), -1);
    store<i32>(ways + (<usize>at << 2), furthest);
  }
  for (let one = 0; one < firstCount; one++) {
    const from = START + (<usize>one << 5);
    const p = v128.load(from);
    const q = v128.load(from, 16);
    let best = -1;
    let least = furthest;
    for (let other = 0; other < secondCount; other++) {
      const to = second + (<usize>other << 5);
      const away = differ(p, q, v128.load(to), v128.load(to, 16));
      if (away < least) {
        least = away;
        best = other;
      }
      if (away < load<i32>(backWay + (<usize>other << 2))) {
        store<i32>(backWay + (<usize>other << 2), away);
        store<i32>(back + (<usize>other << 2), one);
      }
    }
    store<i32>(partners + (<usize>one << 2), best);
  }
}
