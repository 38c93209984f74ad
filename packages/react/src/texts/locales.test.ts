import { ENGLISH_MESSAGES } from '@webio/core/protocol'
import { directionOf, loadTexts, LOCALES, localeOf } from './locales'
import type { Locale } from './locales'
import type { Texts } from './texts'

const slots = (text: string): string[] => [...text.matchAll(/\{\d+\}/g)].map(([slot]) => slot).sort()

const textsOf = async (locale: Locale): Promise<Texts> =>
  locale === 'en' ? ENGLISH_MESSAGES : loadTexts(locale)

describe('locales', () => {
  it('are those in the documentation', () => {
    expect(LOCALES).toEqual(['en', 'zh', 'de', 'es', 'fr', 'ja', 'pt', 'ru', 'fa'])
  })

  describe.each(LOCALES)('%s', (locale) => {
    it('has exactly the same texts as English', async () => {
      expect(Object.keys(await textsOf(locale)).sort()).toEqual(Object.keys(ENGLISH_MESSAGES).sort())
    })

    it('has no empty text', async () => {
      expect(Object.values(await textsOf(locale)).filter((text) => text.trim() === '')).toEqual([])
    })

    it('has the same placeholders as the English texts', async () => {
      const texts: Record<string, string> = await textsOf(locale)
      for (const [id, english] of Object.entries(ENGLISH_MESSAGES)) {
        expect([id, slots(texts[id] ?? '')]).toEqual([id, slots(english)])
      }
    })
  })

  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['zh_Hans_CN', 'zh'],
    ['PT-br', 'pt'],
    ['kk', 'en'],
    ['', 'en'],
    ['constructor', 'en'],
  ])('resolves %p to %p', (tag, locale) => {
    expect(localeOf(tag)).toBe(locale)
  })

  it('are written from right to left in Persian', () => {
    expect(LOCALES.filter((locale) => directionOf(locale) === 'rtl')).toEqual(['fa'])
  })
})
