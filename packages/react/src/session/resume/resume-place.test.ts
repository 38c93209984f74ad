import { takePlace } from './resume-place'

const WEBIO = { endpoint: '/webio', app: 'index' }

describe('takePlace', () => {
  it('distinguishes equal components by their order, and starts over after they are unmounted', () => {
    const first = takePlace(WEBIO)
    const second = takePlace(WEBIO)
    expect(second.key).not.toBe(first.key)
    first.release()
    second.release()
    const again = [takePlace(WEBIO), takePlace(WEBIO)]
    expect(again.map(({ key }) => key)).toEqual([first.key, second.key])
    for (const place of again) place.release()
  })

  it.each([{ endpoint: '/other' }, { app: 'other' }, { resumeKey: 'left' }])(
    'distinguishes components by %p',
    (more) => {
      const one = takePlace(WEBIO)
      const other = takePlace({ ...WEBIO, ...more })
      expect(other.key).not.toBe(one.key)
      one.release()
      other.release()
    },
  )

  it('distinguishes components by the page', () => {
    const here = takePlace(WEBIO)
    here.release()
    history.pushState(null, '', '/another/page')
    const there = takePlace(WEBIO)
    expect(there.key).not.toBe(here.key)
    there.release()
    history.back()
  })
})
