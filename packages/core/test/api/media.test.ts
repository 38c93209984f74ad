import { put_audio, put_video } from '../../src/index'
import { inSession, shownBy, thrown } from '../support/app'

const bytes = (start: string): Uint8Array => Uint8Array.from(start, (char) => char.charCodeAt(0))

describe('put_video and put_audio', () => {
  it('accept a URL and options for playing', async () => {
    expect(
      await shownBy(() =>
        put_video('/a.mp4', {
          autoplay: true,
          loop: true,
          muted: false,
          height: 300,
          width: '50%',
          poster: 'a.png',
        }),
      ),
    ).toEqual({
      type: 'video',
      src: '/a.mp4',
      autoplay: true,
      loop: true,
      muted: false,
      height: '300px',
      width: '50%',
      poster: 'a.png',
    })
    expect(await shownBy(() => put_audio('https://example.com/a', { title: 'A bell' }))).toEqual({
      type: 'audio',
      src: 'https://example.com/a',
      title: 'A bell',
    })
  })

  it.each<[string, string, string]>([
    ['an MP4 file', '\0\0\0\x18ftypmp42', 'mp4'],
    ['a WebM file', '\x1a\x45\xdf\xa3', 'webm'],
    ['an unknown format', 'xx', 'mp4'],
  ])('video bytes: %s', async (_, start, format) => {
    const { src } = await shownBy(() => put_video(bytes(start)))
    expect(src).toBe(`data:video/${format};base64,${btoa(start)}`)
  })

  it.each<[string, string]>([
    ['RIFF\x01\x02\x03\x04WAVE', 'wav'],
    ['ID3', 'mpeg'],
    ['\xff\xfb', 'mpeg'],
    ['OggS', 'ogg'],
    ['fLaC', 'flac'],
  ])('audio bytes that begin with %j', async (start, format) => {
    const { src } = await shownBy(() => put_audio(bytes(start)))
    expect(src).toMatch(new RegExp(`^data:audio/${format};base64,`))
  })

  it.each<[string, () => unknown]>([
    [
      'RangeError: put_video: src must be a http, https, blob, data:video or relative URL, not "javascript:1".',
      () => put_video('javascript:1'),
    ],
    [
      'RangeError: put_audio: src must be a http, https, blob, data:audio or relative URL, not "data:text/html,x".',
      () => put_audio('data:text/html,x'),
    ],
    [
      'RangeError: put_video: poster must be a http, https, blob, data:image or relative URL, not "javascript:1".',
      () => put_video('/a', { poster: 'javascript:1' }),
    ],
    ['TypeError: put_video: src must be a URL or a Uint8Array, not 1.', () => put_video(1 as never)],
    ['RangeError: put_video: height must be more than 0, not 0.', () => put_video('/a', { height: 0 })],
    [
      'TypeError: put_audio: there is no option "height". It takes scope, position, ',
      () => put_audio('/a', { height: 1 } as never),
    ],
  ])('%s', async (message, call) => {
    expect((await inSession(() => thrown(call))).startsWith(message)).toBe(true)
  })
})
