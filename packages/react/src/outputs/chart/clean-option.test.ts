import { cleanOption } from './clean-option'

it('removes script links anywhere, and keeps other links', () => {
  const option = {
    title: { text: 'T', link: 'javascript:alert(1)', sublink: 'https://example.com/' },
    series: [
      { type: 'treemap', data: [{ name: 'a', link: ' JavaScript:alert(1)', children: [{ link: '/b' }] }] },
    ],
  }
  expect(cleanOption(option)).toEqual({
    title: { text: 'T', sublink: 'https://example.com/' },
    series: [{ type: 'treemap', data: [{ name: 'a', children: [{ link: '/b' }] }] }],
  })
})

it('draws every tooltip on the canvas, so its texts are not HTML', () => {
  const option = {
    tooltip: { formatter: '<img src=x onerror=alert(1)>', renderMode: 'html' },
    series: [{ tooltip: { show: true } }, { tooltip: null }],
  }
  expect(cleanOption(option)).toEqual({
    tooltip: { formatter: '<img src=x onerror=alert(1)>', renderMode: 'richText' },
    series: [{ tooltip: { show: true, renderMode: 'richText' } }, { tooltip: null }],
  })
})
