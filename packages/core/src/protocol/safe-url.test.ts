import { isSafeImageUrl, isSafeMediaUrl, isSafeUrl } from './safe-url'

it.each<[string, boolean]>([
  ['https://example.com/a?b#c', true],
  ['HTTP://EXAMPLE.COM', true],
  ['mailto:a@example.com', true],
  ['tel:+49', true],
  ['/path', true],
  ['path/../x?y', true],
  ['?app=x', true],
  ['#anchor', true],
  ['', true],
  ['//host/path', true],
  ['./javascript:alert(1)', true],
  ['javascript:alert(1)', false],
  ['JaVaScRiPt:alert(1)', false],
  ['java\tscript:alert(1)', false],
  ['java\nscript:alert(1)', false],
  ['\u0001javascript:alert(1)', false],
  [' \u00a0javascript:alert(1)', true], // a no-break space is part of a path
  ['  javascript:alert(1)', false],
  ['javascript\u200b:alert(1)', true], // a zero-width space cannot be part of a scheme, so this is a path
  ['vbscript:x', false],
  ['data:text/html,<script>alert(1)</script>', false],
  ['data:image/png;base64,AAAA', false],
  ['blob:https://example.com/1', false],
  ['file:///etc/passwd', false],
  ['ftp://example.com', false],
  ['https://[bad', false],
  ['view-source:https://example.com', false],
])('a link to %j: %s', (url, safe) => {
  expect(isSafeUrl(url)).toBe(safe)
})

it.each<[string, boolean]>([
  ['https://example.com/a.png', true],
  ['/a.png', true],
  ['//cdn.example.com/a.png', true],
  ['blob:https://example.com/1', true],
  ['data:image/png;base64,AAAA', true],
  ['DATA:IMAGE/SVG+XML,<svg/>', true],
  ['data:;base64,AAAA', true],
  ['data:,x', true],
  ['data:text/html,<script>alert(1)</script>', false],
  ['data:text/html;image/png,x', false],
  ['da\tta:text/html,x', false],
  ['javascript:alert(1)', false],
  ['mailto:a@example.com', false],
  ['file:///a.png', false],
])('an image from %j: %s', (url, safe) => {
  expect(isSafeImageUrl(url)).toBe(safe)
})

it.each<['video' | 'audio', string, boolean]>([
  ['video', '/a.mp4', true],
  ['audio', 'https://example.com/a.mp3', true],
  ['video', 'blob:https://example.com/1', true],
  ['video', 'data:video/mp4;base64,AAAA', true],
  ['audio', ' DATA:AUDIO/wav;base64,AAAA', true],
  ['audio', 'data:video/mp4;base64,AAAA', false],
  ['video', 'data:text/html,<script>alert(1)</script>', false],
  ['video', 'javascript:alert(1)', false],
  ['audio', 'file:///a.mp3', false],
])('a %s from %j: %s', (kind, url, safe) => {
  expect(isSafeMediaUrl(kind, url)).toBe(safe)
})
