import {
  input,
  input_group,
  put_button,
  put_component,
  put_datatable,
  put_input,
  put_text,
  actions,
  popup,
  sleep,
} from '../../src/index'
import { open_app } from '../../src/testing/index'
import { FakeClock } from '../support/fake-clock'

describe('action', () => {
  const people = [{ name: 'Ada' }, { name: 'Alan' }]

  it('presses the button of a data table for one row, or for several', async () => {
    const t = await open_app(() => {
      put_datatable(people, { actions: [['Greet', (id) => put_text('hello', id)], null, ['Call', () => {}]] })
      put_datatable(people, {
        actions: [['Remove', (ids) => put_text('removed', ids)]],
        multiple_select: true,
        id_field: 'name',
      })
    })
    await t.action('Greet', 1)
    await t.action('Remove', ['Ada', 'Alan'])
    await t.action('Remove', 'Ada')
    expect(t.text()).toContain('hello 1\nremoved ["Ada","Alan"]\nremoved ["Ada"]')
    await expect(t.action('Buy', 1)).rejects.toThrow(
      'action: no data table has the action "Buy". There are Greet, Call, Remove.',
    )
    await expect(t.action('Greet', [0, 1])).rejects.toThrow(
      'action: only one row of this table can be selected, not 2.',
    )
    await expect(t.action('Greet', 7)).rejects.toThrow('no_such_row')
  })
})

describe('call', () => {
  it('calls a function prop of a component, with arguments', async () => {
    const t = await open_app(() => {
      put_component('Map', {
        onPick: (place: string, zoom: number) => put_text(place, zoom),
        layers: [{ onClick: () => put_text('layer') }],
      })
    })
    await t.call('Map', 'onPick', 'Rome', 7)
    await t.call('Map', '/layers/0/onClick')
    expect(t.text()).toBe('Rome 7\nlayer')
    await expect(t.call('Globe', 'onPick')).rejects.toThrow(
      'call: there is no component "Globe" on the page. There are Map.',
    )
    await expect(t.call('Map', 'onDrag')).rejects.toThrow(
      'call: Map has no function "onDrag". It has /onPick, /layers/0/onClick.',
    )
  })
})

describe('click', () => {
  it('presses the buttons of forms: Submit, Cancel, and the author’s own', async () => {
    const t = await open_app(async () => {
      const one = input_group('One', [input('A', { name: 'a', value: 'x' })], { cancelable: true })
      put_text(await one)
      put_text(await actions('Two', ['go', { label: 'leave', type: 'cancel' }]))
      put_text(String(await actions('Three', ['go', { label: 'leave', type: 'cancel' }])))
      put_text(String(await input_group('Four', [input('A', { name: 'a' })], { cancelable: true })))
    })
    await t.click('Submit')
    await t.click('go')
    await t.click('leave')
    await t.click('Cancel')
    expect([t.text(), t.closed]).toEqual(['{"a":"x"}\ngo\nnull\nnull', true])
  })

  it('prefers the popup on top', async () => {
    const t = await open_app(async () => {
      put_button('Go', () => put_text('below'))
      put_text(await popup('T', () => actions('', ['Go'])))
    })
    await t.click('Go')
    expect(t.text()).toBe('Go\nGo')
  })
})

describe('blur and blur_pin', () => {
  it('wait for slow rules', async () => {
    const clock = new FakeClock()
    const rule = async (value: string): Promise<string | null> => {
      await sleep(1)
      return value === 'taken' ? 'This name is taken.' : null
    }
    const t = await open_app(
      async () => {
        put_input('pin', { value: 'taken', validate: rule })
        await input('Name', { validate: rule })
      },
      { clock },
    )
    const timePasses = setInterval(() => clock.advance(1), 1)
    try {
      expect(await t.blur('data', 'taken')).toBe('This name is taken.')
      expect(await t.blur('data', 'free')).toBeNull()
      expect(await t.blur_pin('pin')).toBe('This name is taken.')
    } finally {
      clearInterval(timePasses)
    }
  })
})

describe('await using', () => {
  it('leaves at the end of the block', async () => {
    let session
    {
      await using t = await open_app(async () => {
        await input('Name')
      })
      session = t.session
    }
    expect(session.isClosed).toBe(true)
  })
})
