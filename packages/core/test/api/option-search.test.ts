import {
  clear,
  input,
  input_group,
  input_update,
  pin,
  pin_update,
  put_select,
  put_text,
  select,
} from '../../src/index'
import { open_app } from '../../src/testing/index'

const CITIES = [
  ['Rome', 1],
  ['Rotterdam', 2],
  ['Oslo', 3],
  ['Porto', 4],
] as const

const findCity = (query: string) =>
  CITIES.filter(([label]) => label.toLowerCase().includes(query.toLowerCase()))

/** A source whose calls end on request. */
function heldSource() {
  const calls: { query: string; signal: AbortSignal; end: (options: string[]) => void }[] = []
  const find = (query: string, { signal }: { signal: AbortSignal }): Promise<string[]> =>
    new Promise((end) => void calls.push({ query, signal, end }))
  return { calls, find }
}

describe('select with a function of options', () => {
  it('finds options on the server, and returns the value of the chosen one', async () => {
    const t = await open_app(async () => select('City', findCity))
    expect(await t.search('data', 'ro')).toMatchObject([
      { label: 'Rome', value: 1 },
      { label: 'Rotterdam', value: 2 },
    ])
    expect(await t.submit(2)).toEqual({})
    expect(t.result).toBe(2)
  })

  it('[O4] keeps chosen options while others are found', async () => {
    const t = await open_app(async () => select('City', findCity, { multiple: true }))
    await t.search('data', 'rom')
    await t.change('data', [1])
    await t.search('data', 'osl')
    await t.change('data', [1, 3])
    await t.search('data', 'nothing of that kind')
    expect((await t.form()).fields[0]).toMatchObject({ options: [{ label: 'Rome' }, { label: 'Oslo' }] })
    await t.submit([1, 3])
    expect(t.result).toEqual([1, 3])
  })

  it('returns null if nothing is chosen, and requires a choice if it is required', async () => {
    const t = await open_app(async () => {
      put_text(JSON.stringify(await select('City', findCity)))
      await select('City', findCity, { required: true })
    })
    expect(await t.submit(null)).toEqual({})
    expect(t.text()).toBe('null')
    expect(await t.submit(null)).toEqual({ data: 'Please select an option.' })
    await t.close()
  })

  it('[O4] accepts only options that the source has offered in this field', async () => {
    const t = await open_app(async () =>
      input_group('x', [select('A', findCity, { name: 'a' }), select('B', findCity, { name: 'b' })]),
    )
    await t.search('a', 'rome')
    const form = await t.form()
    const chosen = form.fields[0]?.type === 'select' ? (form.fields[0].options[0]?.id ?? -1) : -1
    for (const field of ['b']) {
      t.page.send({ type: 'form-change', form: form.id, field, value: chosen + 7 })
      t.page.send({ type: 'form-submit', form: form.id, values: { a: null, [field]: chosen + 7 } })
      await t.settle()
      expect(t.refusals.map(({ code }) => code)).toEqual(['bad_value', 'bad_value'])
    }
    await expect(t.submit({ a: 'Atlantis' })).rejects.toThrow('a does not offer "Atlantis"')
    await t.close()
  })

  it('[O4] accepts a choice among options that a later search has replaced', async () => {
    const t = await open_app(async () => select('City', findCity))
    const [rome] = await t.search('data', 'rom')
    const form = await t.form()
    const id = form.fields[0]?.type === 'select' ? form.fields[0].options[0]?.id : undefined
    await t.search('data', 'osl')
    t.page.send({ type: 'form-change', form: form.id, field: 'data', value: id ?? -1 })
    t.page.send({ type: 'form-submit', form: form.id, values: { data: id ?? -1 } })
    await t.settle()
    expect(t.result).toBe(rome?.value)
  })

  it('[O2] runs one search at a time, aborts an outdated one, and skips waiting ones', async () => {
    const { calls, find } = heldSource()
    const t = await open_app(async () => select('City', find))
    const form = await t.form()
    const type = (query: string) => t.page.send({ type: 'form-search', form: form.id, field: 'data', query })
    for (const query of ['a', 'ab', 'abc', 'abcd']) type(query)
    await t.settle()
    expect(calls.map(({ query }) => query)).toEqual(['a'])
    expect(calls[0]?.signal.aborted).toBe(true)
    calls[0]?.end(['out of date'])
    await t.settle()
    expect(calls.map(({ query }) => query)).toEqual(['a', 'abcd'])
    expect((await t.form()).fields[0]).not.toHaveProperty('found')
    calls[1]?.end(['abcde'])
    await t.settle()
    expect((await t.form()).fields[0]).toMatchObject({
      options: [{ label: 'abcde' }],
      found: { query: 'abcd' },
    })
    await t.close()
  })

  it('aborts the search when the form closes', async () => {
    const { calls, find } = heldSource()
    const t = await open_app(async () => {
      await input_group('x', [select('City', find, { name: 'city' })], { cancelable: true })
    })
    t.page.send({ type: 'form-search', form: (await t.form()).id, field: 'city', query: 'a' })
    await t.settle()
    await t.cancel()
    expect(calls[0]?.signal.aborted).toBe(true)
  })

  it('aborts the search of a pin that leaves the page', async () => {
    const { calls, find } = heldSource()
    const t = await open_app(() => {
      put_select('city', { options: find })
    })
    const [node] = t.outputs
    t.page.send({ type: 'pin-search', output: node?.id ?? -1, query: 'a' })
    await t.settle()
    await t.session.tasks.run('external', () => clear())
    expect(calls[0]?.signal.aborted).toBe(true)
  })

  it('[O3] shows the first 100, and reports that there are more', async () => {
    const many = Array.from({ length: 101 }, (_, index) => `option ${index}`)
    const t = await open_app(async () => select('x', () => many))
    expect(await t.search('data', '')).toHaveLength(100)
    expect((await t.form()).fields[0]).toMatchObject({ found: { more: true } })
    await t.close()
  })

  it('[O4] forgets options that it offered long ago, but never chosen ones', async () => {
    const t = await open_app(async () =>
      select('x', (query) => Array.from({ length: 100 }, (_, index) => `${query}${index}`)),
    )
    const form = await t.form()
    const first = async (query: string) => {
      await t.search('data', query)
      const field = (await t.form()).fields[0]
      const ids = field?.type === 'select' ? (field.found?.ids ?? []) : []
      return ids[0] ?? -1
    }
    const chosen = await first('a')
    await t.change('data', 'a0')
    const forgotten = await first('b')
    for (const query of 'cdefghijklm') await first(query)
    t.page.send({ type: 'form-change', form: form.id, field: 'data', value: forgotten })
    await t.settle()
    expect(t.refusals).toMatchObject([{ code: 'bad_value' }])
    t.page.send({ type: 'form-submit', form: form.id, values: { data: chosen } })
    await t.settle()
    expect(t.result).toBe('a0')
  })

  it('[O3] reports that a search has failed, and logs the reason; the next one works', async () => {
    let fails = true
    const t = await open_app(async () =>
      select('x', () => {
        if (fails) throw new Error('the database is down')
        return ['a']
      }),
    )
    await expect(t.search('data', 'q')).rejects.toThrow('search: the search failed.')
    expect((await t.form()).fields[0]).toMatchObject({ found: { failed: true } })
    expect(String(t.errors[0])).toContain('the database is down')
    fails = false
    expect(await t.search('data', 'q')).toMatchObject([{ label: 'a' }])
    await t.close()
  })

  it.each([
    ['no list', () => 'abc' as never, 'the options that were found must be an array, not "abc"'],
    [
      'a pair with one element',
      () => [['x']] as never,
      'the options that were found[0]: an array must be [label, value',
    ],
    ['a selected one', () => [['x', 1, true] as const], 'a found option cannot be marked as selected ("x")'],
  ])('reports a source that returns %s, with the name of the function', async (_, find, message) => {
    const t = await open_app(async () => select('x', find), { debug: true })
    await expect(t.search('data', '')).rejects.toThrow('search: the search failed.')
    expect(String(t.errors[0])).toContain(`select: ${message}`)
    await t.close()
  })

  it('shows an initial value with its given label', async () => {
    const t = await open_app(async () =>
      input_group('x', [
        select('A', findCity, { name: 'a', value: ['Oslo', 3] }),
        select('B', findCity, { name: 'b', multiple: true, value: [['Rome', 1], 'Paris'] }),
      ]),
    )
    expect((await t.form()).fields).toMatchObject([
      { options: [{ label: 'Oslo', selected: true }] },
      { options: [{ label: 'Rome' }, { label: 'Paris' }] },
    ])
    await t.submit({})
    expect(t.result).toEqual({ a: 3, b: [1, 'Paris'] })
  })

  it('[O5] an initial value that the source contains keeps its id, and gets the label from the source', async () => {
    const t = await open_app(async () => select('x', findCity, { value: 3 }))
    await t.search('data', 'oslo')
    expect((await t.form()).fields[0]).toMatchObject({
      options: [{ id: 0, label: 'Oslo', selected: true }],
      found: { ids: [0] },
    })
    await t.submit(3)
    expect(t.result).toBe(3)
  })

  it('calls validate and onchange with the value', async () => {
    const changes: unknown[] = []
    const t = await open_app(async () =>
      select('x', findCity, {
        onchange: (value) => void changes.push(value),
        validate: (value) => (value === 1 ? 'Not Rome.' : null),
      }),
    )
    await t.search('data', 'ro')
    expect(await t.submit(1)).toEqual({ data: 'Not Rome.' })
    expect(await t.submit(2)).toEqual({})
    expect(changes).toEqual([1, 2])
  })

  it('[O6] an update can set another source: chosen and found options are removed', async () => {
    const t = await open_app(async () =>
      input_group('x', [
        input('Country', {
          name: 'country',
          onchange: (country) => input_update('city', { options: () => [`a city of ${country}`] }),
        }),
        select('City', findCity, { name: 'city', value: ['Rome', 1] }),
      ]),
    )
    await t.search('city', 'oslo')
    await t.change('country', 'Peru')
    expect((await t.form()).fields[1]).toMatchObject({ options: [], source: 2 })
    expect((await t.form()).fields[1]).not.toHaveProperty('found')
    expect(await t.search('city', '')).toMatchObject([{ label: 'a city of Peru' }])
    await t.submit({ city: 'a city of Peru' })
    expect(t.result).toMatchObject({ city: 'a city of Peru' })
  })

  it('an update can set the value, or a fixed list', async () => {
    const t = await open_app(async () =>
      input_group('x', [
        input('How', {
          name: 'how',
          onchange: (how) =>
            input_update('city', how === 'list' ? { options: ['a', 'b'] } : { value: ['Oslo', 3] }),
        }),
        select('City', findCity, { name: 'city' }),
      ]),
    )
    await t.change('how', 'value')
    expect((await t.form()).fields[1]).toMatchObject({
      options: [{ label: 'Oslo', selected: true }],
      source: 1,
    })
    await t.change('how', 'list')
    expect((await t.form()).fields[1]).not.toHaveProperty('source')
    await t.submit({ how: '', city: 'b' })
    expect(t.result).toMatchObject({ city: 'b' })
  })

  it('survives a reload with found and chosen options', async () => {
    const t = await open_app(async () => select('City', findCity))
    await t.search('data', 'ro')
    await t.change('data', 2)
    await t.search('data', 'oslo')
    await t.reload()
    expect((await t.form()).fields[0]).toMatchObject({
      options: [{ label: 'Rotterdam' }, { label: 'Oslo' }],
      found: { query: 'oslo' },
    })
    await t.submit(2)
    expect(t.result).toBe(2)
  })

  it('throws at the call for invalid combinations', async () => {
    const t = await open_app(async () => {
      const errors: string[] = []
      for (const call of [
        () => select('x', 'abc' as never),
        () => select('x', findCity, { native: true } as never),
        () => select('x', findCity, { value: { a: 1 } as never }),
        () => select('x', findCity, { multiple: true, value: 'Rome' as never }),
        () => put_select('x', { options: 5 as never }),
      ]) {
        try {
          void call()
        } catch (error) {
          errors.push(String(error))
        }
      }
      return errors
    })
    expect(t.result).toEqual([
      'TypeError: select: options must be an array, or a function that finds options, not "abc".',
      "RangeError: select: native cannot be true if a function finds the options: the browser's own list cannot be searched.",
      'TypeError: select: value: an object must have label and value.',
      'TypeError: select: value must be an array, not "Rome".',
      'TypeError: put_select: options must be an array, or a function that finds options, not 5.',
    ])
  })
})

describe('put_select with a function of options', () => {
  it('finds options, and holds the chosen ones', async () => {
    const changes: unknown[] = []
    const t = await open_app(
      () =>
        void put_select('city', {
          label: 'City',
          options: findCity,
          onchange: (value) => void changes.push(value),
        }),
    )
    await t.search_pin('city', 'ro')
    await t.change_pin('city', 'Rotterdam')
    await t.search_pin('city', 'oslo')
    expect(await t.session.tasks.startCallback(async () => changes.push(await pin['city']))).toBeUndefined()
    expect(changes).toEqual([2, 2])
    await t.close()
  })

  it('[O4] refuses options that the source has not offered', async () => {
    const t = await open_app(() => void put_select('city', { options: findCity }))
    const node = t.outputs.find(({ type }) => type === 'pin')
    t.page.send({ type: 'pin-change', output: node?.id ?? -1, value: 5 })
    t.page.send({ type: 'form-search', form: 99, field: 'x', query: '' })
    await t.settle()
    expect(t.refusals.map(({ code }) => code)).toEqual(['bad_value', 'no_such_form'])
    await t.close()
  })

  it('[O6] accepts another source, a value and a list in updates', async () => {
    const t = await open_app(() => void put_select('city', { options: findCity }))
    const update = async (fields: object) => {
      await t.session.tasks.startCallback(() => pin_update('city', { ...fields }))
      await t.settle()
      let value: unknown
      await t.session.tasks.startCallback(async () => (value = await pin['city']))
      return value
    }
    await t.search_pin('city', 'rome')
    await t.change_pin('city', 1)
    expect(await update({ help_text: 'h' })).toBe(1)
    expect(await update({ value: ['Oslo', 3] })).toBe(3)
    expect(await update({ options: () => ['new'] })).toBeNull()
    await t.search_pin('city', '')
    await t.change_pin('city', 'new')
    expect(await update({ options: ['new', 'old'] })).toBe('new')
    await expect(t.search_pin('city', 'x')).rejects.toThrow('refused with not_searched')
    await t.close()
  })
})
