import * as v from 'valibot'
import {
  actions,
  checkbox,
  get_scope,
  input,
  input_group,
  NUMBER,
  put_input,
  put_text,
  select,
  textarea,
  use_scope,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { Gate } from '../support/app'

const age = (value: number | null): string | null =>
  value === null || value < 18 ? 'too young' : value > 60 ? 'too old' : null

describe('validate of a field', () => {
  it('refuses values until one is valid: too young, too old, 23', async () => {
    const t = await open_app(async () => {
      put_text(await input('Age', { type: NUMBER, validate: age }))
    })
    expect(await t.submit(1)).toEqual({ data: 'too young' })
    expect(await t.submit(90)).toEqual({ data: 'too old' })
    expect(await t.submit(23)).toEqual({})
    expect(t.text()).toBe('23')
  })

  it('runs with the converted value when the field loses focus; a later valid value removes the message', async () => {
    const seen: unknown[] = []
    const t = await open_app(() =>
      input('Age', { type: NUMBER, validate: (value) => (seen.push(value), age(value)) }),
    )
    expect(await t.blur('data', '5')).toBe('too young')
    expect(await t.blur('data', '30')).toBe(null)
    expect(await t.blur('data', 'x')).toBe('Please enter a whole number.')
    expect(seen).toEqual([5, 30])
  })

  it.each<[string, (validate: (value: unknown) => string) => Promise<unknown>, unknown, unknown]>([
    ['a multiple select', (validate) => select('x', ['a', 'b'], { multiple: true, validate }), ['b'], ['b']],
    ['a checkbox', (validate) => checkbox('x', ['a', 'b'], { validate }), ['b', 'a'], ['a', 'b']],
    ['a textarea', (validate) => textarea('x', { validate }), 'a', 'a'],
    ['an empty number', (validate) => input('x', { type: NUMBER, validate }), '', null],
  ])('gets the value of %s', async (_, ask, answer, value) => {
    const seen: unknown[] = []
    const t = await open_app(() => ask((given) => String(seen.push(given))))
    expect(await t.submit(answer)).toEqual({ data: '1' })
    expect(seen).toEqual([value])
  })

  it('may be asynchronous, and the form waits for it', async () => {
    const gate = new Gate<string | null>()
    const t = await open_app(async () => {
      put_text(await input('x', { validate: () => gate.promise }))
    })
    const submitted = t.submit('a')
    await t.settle()
    expect(t.text()).toBe('')
    gate.open('no')
    expect(await submitted).toEqual({ data: 'no' })
  })

  it('runs for every field, no matter how many fail; built-in rules run first', async () => {
    const seen: string[] = []
    const refuse = (name: string) => (): string => {
      seen.push(name)
      return `bad ${name}`
    }
    const t = await open_app(() =>
      input_group(
        'G',
        [
          input('a', { name: 'a', validate: refuse('a') }),
          input('b', { name: 'b', required: true, validate: refuse('b') }),
          input('c', { name: 'c', validate: async () => refuse('c')() }),
          input('d', { name: 'd' }),
          actions('', ['go'], { name: 'e' }),
        ],
        { validate: () => (seen.push('group'), null) },
      ),
    )
    expect(await t.submit({})).toEqual({ a: 'bad a', b: 'Please fill out this field.', c: 'bad c' })
    expect(seen).toEqual(['a', 'c'])
  })

  it('refuses with a general message if it throws, and the error is logged', async () => {
    const error = new Error('mine')
    const t = await open_app(() =>
      input_group('G', [
        input('a', {
          name: 'a',
          validate: () => {
            throw error
          },
        }),
        input('b', { name: 'b', validate: () => Promise.reject(error) }),
        input('c', { name: 'c', validate: () => 5 as never }),
      ]),
    )
    const message = 'Your input is not valid.'
    expect(await t.submit({})).toEqual({ a: message, b: message, c: message })
    expect(t.errors).toEqual([
      error,
      error,
      new TypeError('input: validate must return a message (a string) or null, not 5.'),
    ])
  })

  it('runs in the task that asked: in its scope', async () => {
    const t = await open_app(() =>
      use_scope('s', () => input('x', { validate: () => (put_text('checked', get_scope()), null) })),
    )
    await t.submit('a')
    expect(t.text('s')).toBe('checked s')
  })

  it.each([
    ['an empty message', () => ''],
    ['blanks', () => ' \n'],
    ['an empty message, asynchronously', async () => ''],
  ])('%s accepts the value', async (_, validate) => {
    const t = await open_app(() => input('x', { validate }))
    expect(await t.blur('data', 'a')).toBeNull()
    expect(await t.submit('a')).toEqual({})
  })

  it.each<unknown>([true, false, 0, NaN, {}, [], Promise.resolve(true), Symbol('s')])(
    'that returns %p refuses with a general message, and the log says what it must return',
    async (result) => {
      const t = await open_app(() => input('x', { validate: () => result as never }))
      expect(await t.submit('a')).toEqual({ data: 'Your input is not valid.' })
      expect(String(t.errors[0])).toMatch(/^TypeError: input: validate must return a message/)
    },
  )

  it('of a pin marks nothing if it returns an empty message', async () => {
    const t = await open_app(() => {
      put_input('p', { validate: () => '' })
    })
    const { id: output = -1 } = t.outputs[0] ?? {}
    await t.change_pin('p', 'a')
    t.page.send({ type: 'pin-check', output })
    await t.settle()
    expect(t.outputs[0]).not.toHaveProperty('valid_status')
  })

  it('counts only the later of two checks of a field that loses focus, no matter which one answers first', async () => {
    const gates = { slow: new Gate<string | null>(), fast: new Gate<string | null>() }
    const t = await open_app(() =>
      input('x', { validate: (value) => gates[value as 'slow' | 'fast'].promise }),
    )
    const { id } = await t.form()
    const message = () => t.tree.forms.get(id)?.errors['data']
    t.page.send({ type: 'form-check', form: id, field: 'data', value: 'slow' })
    t.page.send({ type: 'form-check', form: id, field: 'data', value: 'fast' })
    gates.fast.open('newer')
    await t.settle()
    gates.slow.open('older')
    await t.settle()
    expect(message()).toBe('newer')
  })

  it('keeps the messages of a submit when an earlier check answers', async () => {
    const gate = new Gate<null>()
    const t = await open_app(() =>
      input('x', { validate: (value) => (value === 'slow' ? gate.promise : 'refused') }),
    )
    const { id } = await t.form()
    t.page.send({ type: 'form-check', form: id, field: 'data', value: 'slow' })
    expect(await t.submit('b')).toEqual({ data: 'refused' })
    gate.open(null)
    await t.settle()
    expect(t.tree.forms.get(id)?.errors).toEqual({ data: 'refused' })
  })
})

describe('validate of a group', () => {
  const items = () => [input('a', { name: 'a' }), input('b', { name: 'b', type: NUMBER })] as const

  it('runs with all values when every field is valid, and marks the field that it names', async () => {
    const seen: unknown[] = []
    const t = await open_app(async () => {
      const validate = (values: { a: string; b: number | null }) => (
        seen.push(values),
        values.a === 'x' ? (['b', 'not with x'] as const) : null
      )
      put_text(await input_group('G', items(), { validate }))
    })
    expect(await t.submit({ b: 'x' })).toEqual({ b: 'Please enter a whole number.' })
    expect(await t.submit({ a: 'x', b: 1 })).toEqual({ b: 'not with x' })
    expect(await t.submit({ a: 'y', b: 1 })).toEqual({})
    expect([seen, t.text()]).toEqual([
      [
        { a: 'x', b: 1 },
        { a: 'y', b: 1 },
      ],
      '{"a":"y","b":1}',
    ])
  })

  it('may be asynchronous', async () => {
    const t = await open_app(() => input_group('G', items(), { validate: async () => ['a', 'no'] }))
    expect(await t.submit({})).toEqual({ a: 'no' })
  })

  it.each([[''], [' '], [['a', '']], [['b', '  ']], [['a', null]]])(
    'that returns %j accepts the values',
    async (result) => {
      const t = await open_app(() => input_group('G', items(), { validate: () => result as never }))
      expect(await t.submit({})).toEqual({})
    },
  )

  it.each([['x'], ['a'], [['z', 'message']], [['a', 5]], [['a']], [true], [{ a: 'x' }]])(
    'that returns %j ends the call with an error that names what it must return',
    async (result) => {
      const t = await open_app(async () => {
        await input_group('G', items(), { validate: () => result as never }).catch((error: Error) =>
          put_text(String(error)),
        )
      })
      expect(await t.submit({})).toEqual({})
      expect(t.text()).toMatch(
        /^TypeError: input_group: validate must return null or \[name, message\] with the name of a field \(a, b\), not /,
      )
      expect([t.tree.forms.size, t.closed]).toEqual([0, true])
    },
  )

  it('refuses with a general message if it throws, logs the error, and keeps the entries', async () => {
    const error = new Error('mine')
    const t = await open_app(() =>
      input_group('G', items(), {
        validate: () => {
          throw error
        },
      }),
    )
    expect(await t.submit({})).toEqual({ a: 'Your input is not valid.' })
    expect([t.errors, t.tree.forms.size]).toEqual([[error], 1])
  })
})

describe('a Standard Schema', () => {
  const failing = (problem: () => unknown) =>
    ({ '~standard': { version: 1, vendor: 'test', validate: problem } }) as never

  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('no database')
      },
    ],
    ['rejects', () => Promise.reject(new Error('no database'))],
    ['gives nothing', () => undefined],
  ])('that %s keeps the form and the entries, for a field and for a group', async (_, problem) => {
    const t = await open_app(() =>
      input_group('G', [input('a', { name: 'a' }), input('b', { name: 'b' })], {
        validate: failing(problem),
      }),
    )
    expect(await t.submit({ a: 'x' })).toEqual({ a: 'Your input is not valid.' })
    expect([t.errors.length, t.tree.forms.size]).toEqual([1, 1])
    const one = await open_app(() => input('a', { validate: failing(problem) }))
    expect(await one.submit('x')).toEqual({ data: 'Your input is not valid.' })
    expect([one.errors.length, one.tree.forms.size]).toEqual([1, 1])
  })

  it('that refuses with an empty message refuses', async () => {
    const validate = failing(() => ({ issues: [{ message: '' }] }))
    const t = await open_app(() => input('a', { validate }))
    expect(await t.submit('x')).toEqual({ data: 'Your input is not valid.' })
  })

  const even = v.pipeAsync(
    v.nullable(v.number()),
    v.checkAsync(async (n) => (n ?? 1) % 2 === 0, 'even, please'),
    v.transform((n) => `#${n}`),
  )

  it('of a field refuses with its message, and its output is the value', async () => {
    const t = await open_app(async () => {
      put_text(await input('x', { type: NUMBER, validate: even }))
    })
    expect(await t.submit(3)).toEqual({ data: 'even, please' })
    expect(await t.submit(4)).toEqual({})
    expect(t.text()).toBe('#4')
  })

  it('of a group shows messages at their fields, or at the first one', async () => {
    const schema = v.pipe(
      v.object({ a: v.pipe(v.string(), v.minLength(2, 'longer')), b: v.nullable(v.number()) }),
      v.check(({ b }) => b !== 0, 'all wrong'),
      v.transform(({ a, b }) => ({ both: `${a}${b}` })),
    )
    const t = await open_app(async () => {
      const { both } = await input_group(
        'G',
        [input('a', { name: 'a' }), input('b', { name: 'b', type: NUMBER })],
        { validate: schema },
      )
      put_text(both)
    })
    expect(await t.submit({ a: 'x', b: 1 })).toEqual({ a: 'longer' })
    expect(await t.submit({ a: 'xy', b: 0 })).toEqual({ a: 'all wrong' })
    expect(await t.submit({ a: 'xy', b: 1 })).toEqual({})
    expect(t.text()).toBe('xy1')
  })

  it('can be a function, like those of arktype', async () => {
    const schema = Object.assign(() => 'not called', {
      '~standard': {
        version: 1 as const,
        vendor: 'test',
        validate: (value: unknown) =>
          value === 'ok' ? { value: 'out' } : { issues: [{ message: 'not ok' }] },
      },
    })
    const t = await open_app(async () => {
      put_text(await input('x', { validate: schema as never }))
    })
    expect(await t.submit('no')).toEqual({ data: 'not ok' })
    expect(await t.submit('ok')).toEqual({})
    expect(t.text()).toBe('out')
  })
})
