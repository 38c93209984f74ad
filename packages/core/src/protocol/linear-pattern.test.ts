import fc from 'fast-check'
import { compilePattern } from './linear-pattern'

const whole = (source: string) => new RegExp(`^(?:${source})$`, 'u')

describe('a linear pattern', () => {
  it.each([
    ['[A-Z]{3}\\d+', ['ABC1', 'AB1', 'ABC']],
    ['(?=.*\\d)(?=.*[a-z])(?!.*\\s).{8,12}', ['passw0rd', 'password', 'pass w0rd', 'p0', 'passw0rdpassw0rd']],
    ['.*(?<=@)example\\.(?:com|org)', ['a@example.com', 'aexample.com', 'a@example.net']],
    ['(?<!a)b|ab(?<!^b)', ['b', 'ab']],
    ['\\bfoo\\b.*|.+\\Bfoo', ['foo bar', 'foobar', 'barfoo', 'bar foo']],
    ['(?<year>\\d{4})-(?<month>\\d{2})', ['2026-11', '2026-1']],
    ['\\p{Lu}\\p{Ll}*', ['Ünal', 'ünal', 'Ü']],
    ['\\u{1F600}|\\uD83D\\uDE01|😂', ['😀', '😁', '😂', '😃']],
    ['[^\\]\\\\]+', ['abc', 'a]b', 'a\\b']],
    ['a{2}b{0,1}c{1,}', ['aac', 'aabcc', 'abc', 'aab']],
    ['(?:a|b*)*?c', ['c', 'abbac', 'abba']],
    ['(?:){3}(?:a?){2,}', ['', 'a', 'aaa', 'b']],
    ['^a$|^$', ['a', '', 'aa']],
    ['.', ['a', '\n', '😀', '']],
  ])('%s matches the same as a regular expression', (source, texts) => {
    for (const text of texts)
      expect([text, compilePattern(source).matches(text)]).toEqual([text, whole(source).test(text)])
  })

  it('matches the same as a regular expression, no matter what the pattern is', () => {
    const { pattern } = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
      atom: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('a', 'b', '1', '😀', '.', '\\d', '\\w', '[^a]', '[ab]', '^', '$', '\\b', '\\B'),
        fc
          .tuple(fc.constantFrom('', '?:', '?=', '?!', '?<=', '?<!'), tie('pattern'))
          .map(([kind, inner]) => `(${kind}${inner})`),
        fc
          .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,}', '{0,2}', '*?'))
          .map(([inner, count]) => `(?:${inner})${count}`),
      ),
      pattern: fc
        .array(fc.array(tie('atom'), { maxLength: 3 }), { minLength: 1, maxLength: 2 })
        .map((options) => options.map((atoms) => atoms.join('')).join('|')),
    }))
    const text = fc
      .array(fc.constantFrom('a', 'b', '1', '😀', ' ', '\n'), { maxLength: 8 })
      .map((all) => all.join(''))
    fc.assert(
      fc.property(pattern, text, (source, one) => {
        expect(compilePattern(source).matches(one)).toBe(whole(source).test(one))
      }),
      { numRuns: 3000 },
    )
  })

  it.each([
    ['([a-z]+ ?)+', `${'a'.repeat(30_000)}!`],
    ['(a|a)*', `${'a'.repeat(30_000)}b`],
    ['(?=(a*)*b)a*', 'a'.repeat(30_000)],
    ['(.*){10}x', 'a'.repeat(30_000)],
    ['(?:(?:a?){20}){20}', 'a'.repeat(2400)],
  ])('%s finishes on a text on which a backtracking engine does not', (source, text) => {
    const pattern = compilePattern(source)
    expect(text.length).toBeLessThanOrEqual(pattern.longest)
    expect(pattern.matches(text)).toBe(false)
  })

  it.each([
    ['(a)\\1', 'back references (\\1)'],
    ['(?<x>a)\\k<x>', 'back references (\\k)'],
    ['a{3000}', 'more than 2000 steps'],
    ['(?:a{50}){50}', 'more than 2000 steps'],
    ['(?:){1000000000}a', null],
  ])('%s is refused because of %j', (source, problem) => {
    if (problem === null) return void compilePattern(source)
    expect(() => compilePattern(source)).toThrow(problem)
  })

  it('limits the length of the text by the size of the pattern', () => {
    expect(compilePattern('a').longest).toBeGreaterThan(100_000)
    expect(compilePattern('[a-z]{1000}').longest).toBeLessThan(2000)
  })
})
