import { screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { memo } from 'react'
import { renderApp } from '../../test/render-app'

interface RatingProps {
  readonly value: number
  readonly onRate: (stars: number, event: unknown) => void
  readonly marks?: readonly { readonly label: string; readonly pick: () => void }[]
  readonly children?: ReactNode
}

function Rating({ value, onRate, marks = [], children }: RatingProps): ReactNode {
  return (
    <div>
      <button onClick={(event) => onRate(value + 1, event)}>{value} stars</button>
      {marks.map(({ label, pick }) => (
        <button key={label} onClick={() => pick()}>
          {label}
        </button>
      ))}
      {children}
    </div>
  )
}

const SPEC = {
  id: 10,
  type: 'component',
  name: 'Rating',
  props: { value: 3 },
  callbacks: ['/onRate'],
} as const

describe('a registered component', () => {
  it('receives its props and children; its functions send JSON arguments back', async () => {
    const { put, server, user } = await renderApp({ components: { Rating } })
    await put({
      ...SPEC,
      props: { value: 3, marks: [{ label: 'first' }] },
      callbacks: ['/onRate', '/marks/0/pick'],
      children: [{ id: 11, type: 'text', text: 'inside' }],
    })
    expect(screen.getByText('inside')).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: '3 stars' }))
    await user.click(screen.getByRole('button', { name: 'first' }))
    expect(server.events).toEqual([
      { type: 'callback-fire', output: 10, key: '/onRate', value: [4, null] },
      { type: 'callback-fire', output: 10, key: '/marks/0/pick', value: [] },
    ])
  })

  it('keeps its state and its functions when other parts of the output change', async () => {
    const renders: unknown[] = []
    const Counting = memo(function Counting({ onRate }: Pick<RatingProps, 'onRate'>): ReactNode {
      renders.push(onRate)
      return 'here'
    })
    const { put, send } = await renderApp({ components: { Counting } })
    await put({ ...SPEC, name: 'Counting' })
    await send({ type: 'output-update', output: 10, set: { style: 'color: red' } })
    expect(screen.getByText('here')).toHaveStyle({ color: 'rgb(255, 0, 0)' })
    expect(new Set(renders).size).toBe(1)
  })

  it('shows new props after an update', async () => {
    const { put, send } = await renderApp({ components: { Rating } })
    await put(SPEC)
    await send({ type: 'output-update', output: 10, set: { props: { value: 5 } } })
    expect(screen.getByRole('button', { name: '5 stars' })).toBeInTheDocument()
  })

  it.each(['Other', 'constructor', '__proto__', 'fields'])(
    'does not affect anything else if it is not registered: %s',
    async (name) => {
      const complaints = jest.spyOn(console, 'error').mockImplementation(() => {})
      const { put, container } = await renderApp({ components: { Rating, fields: {} } })
      await put({ ...SPEC, name }, { id: 20, type: 'text', text: 'still here' })
      expect(screen.getByText('still here')).toBeInTheDocument()
      expect(container.querySelector('.webio-broken')).toHaveTextContent('component')
      expect(complaints.mock.calls.flat().map(String).join(' ')).toContain(
        `put_component: the page has no component "${name}"`,
      )
      complaints.mockRestore()
    },
  )

  it('does not mistake a name of the prototype for one of its props', async () => {
    const { put, user, server } = await renderApp({ components: { Rating } })
    await put({ ...SPEC, callbacks: ['/onRate', '/__proto__/polluted', '/value/x', '/__proto__'] })
    await user.click(screen.getByRole('button', { name: '3 stars' }))
    expect(server.events).toHaveLength(1)
    expect('polluted' in {}).toBe(false)
  })
})
