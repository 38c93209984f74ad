import { screen, within } from '@testing-library/react'
import { expectAccessible } from '../../test/expect-accessible'
import { renderApp } from '../../test/render-app'

const box = { id: 10, type: 'logbox', name: 'log', height: '200px', max_lines: 3 } as const
const text = (id: number, value: string) => ({ id, type: 'text', text: value }) as const

describe('logbox', () => {
  it('[G1] joins its texts, with their colors, and has a role and a name', async () => {
    const { put, send, container } = await renderApp()
    await put({ ...box, children: [text(11, 'one \u001b[1;31mre')] })
    const log = screen.getByRole('log', { name: 'Log' })
    expect(log.style.height).toBe('200px')
    expect(log).toHaveAttribute('tabindex', '0')
    await send({ type: 'output-insert', parent: 10, outputs: [text(12, '\u001b[1;31md\u001b[0m two\n')] })
    expect(log).toHaveTextContent('one red two')
    const red = within(log).getByText('re')
    expect([red.style.color, red.style.fontWeight]).toEqual(['var(--webio-log-1)', '700'])
    await expectAccessible(container)
  })

  it('[G2] shows only the last lines', async () => {
    const { put, send } = await renderApp()
    await put({ ...box, children: [text(11, '1\n2\n\u001b[31m3\n'), text(12, '4\n')] })
    const log = screen.getByRole('log')
    expect(log.textContent).toBe('2\n3\n4\n')
    await send({ type: 'output-insert', parent: 10, outputs: [text(13, '5')] })
    expect(log.textContent).toBe('3\n4\n5')
    await send({ type: 'output-remove', output: 11 })
    expect(log.textContent).toBe('4\n5')
    await send({ type: 'output-clear', parent: 10 })
    expect(log.textContent).toBe('')
  })

  it('supports the palette, any color, and inverted colors', async () => {
    const { put } = await renderApp()
    const codes = ['38;5;196', '38;5;240', '38;2;1;2;3', '7', '7;31', '4;9', '8']
    await put({ ...box, children: [text(11, codes.map((code) => `\u001b[0;${code}mx`).join(''))] })
    const styles = within(screen.getByRole('log'))
      .getAllByText('x')
      .map((span) => span.getAttribute('style'))
    expect(styles).toEqual([
      'color: rgb(255, 0, 0);',
      'color: rgb(88, 88, 88);',
      'color: rgb(1, 2, 3);',
      'color: var(--webio-log-background); background-color: var(--webio-log-text);',
      'color: var(--webio-log-background); background-color: var(--webio-log-1);',
      'text-decoration: underline line-through;',
      'visibility: hidden;',
    ])
  })
})

describe('video and audio', () => {
  it('have the browser’s controls, a name, and their options', async () => {
    const { put } = await renderApp()
    await put(
      { id: 10, type: 'video', src: '/a.mp4', title: 'Intro', height: '300px', loop: true, poster: '/a.png' },
      { id: 11, type: 'audio', src: '/a.mp3', title: 'Bell', autoplay: true },
    )
    const video = screen.getByLabelText<HTMLVideoElement>('Intro')
    expect([video.controls, video.loop, video.autoplay, video.style.height]).toEqual([
      true,
      true,
      false,
      '300px',
    ])
    expect(video).toHaveAttribute('poster', '/a.png')
    const audio = screen.getByLabelText<HTMLAudioElement>('Bell')
    expect([audio.controls, audio.autoplay, audio.getAttribute('src')]).toEqual([true, true, '/a.mp3'])
  })

  it('do not load from sources that the page does not allow', async () => {
    const { put } = await renderApp()
    await put(
      { id: 10, type: 'video', src: 'data:text/html,x', title: 'v', poster: 'javascript:1' },
      { id: 11, type: 'audio', src: 'javascript:1', title: 'a' },
    )
    expect(screen.getByLabelText('v')).not.toHaveAttribute('src')
    expect(screen.getByLabelText('v')).not.toHaveAttribute('poster')
    expect(screen.getByLabelText('a')).not.toHaveAttribute('src')
  })
})
