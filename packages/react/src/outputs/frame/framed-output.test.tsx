import { screen } from '@testing-library/react'
import type { NodeSpec } from '@webio/core/protocol'
import type { ReactNode } from 'react'
import type { OutputProps } from '../../index'
import { renderApp } from '../../../test/render-app'

function Fragile({ node }: OutputProps<'text'>): ReactNode {
  if (node.text === 'boom') throw new Error('boom')
  return <em>{node.text}</em>
}

describe('an output whose renderer throws', () => {
  let reported: jest.SpyInstance
  beforeEach(() => {
    reported = jest.spyOn(console, 'error').mockImplementation(() => {})
  })
  afterEach(() => reported.mockRestore())

  it('does not affect the others, and is shown again after a change', async () => {
    const { put, send } = await renderApp({ components: { text: Fragile } })
    await put({ id: 10, type: 'text', text: 'boom' }, { id: 11, type: 'text', text: 'fine' })
    expect(screen.getByText('fine')).toBeInTheDocument()
    expect(document.querySelector('.webio-broken')).toHaveTextContent('text')
    expect(reported).toHaveBeenCalledWith(
      "WebIO: the output 'text' (10) could not be shown.",
      expect.any(Error),
    )
    await send({ type: 'output-update', output: 10, set: { text: 'mended' } })
    expect(screen.getByText('mended')).toBeInTheDocument()
    expect(document.querySelector('.webio-broken')).not.toBeInTheDocument()
  })

  it('includes outputs of an unknown type', async () => {
    const { put } = await renderApp()
    await put({ id: 10, type: 'hologram' } as unknown as NodeSpec, { id: 11, type: 'text', text: 'fine' })
    expect(screen.getByText('fine')).toBeInTheDocument()
    expect(screen.getByText('hologram')).toBeInTheDocument()
  })
})
