import { Component, memo } from 'react'
import type { ReactNode } from 'react'
import type { Components, FieldProps, OutputProps } from '../src/index'
import { WebIOApp } from '../src/index'

/** Checked by the compiler: a line below `@ts-expect-error` that compiles is an error. */
describe('the type of `components`', () => {
  function Chart({ data }: { readonly data: readonly number[] }): ReactNode {
    return data.length
  }
  class Map extends Component<{ readonly zoom: number }> {
    override render(): ReactNode {
      return this.props.zoom
    }
  }
  const Memo = memo(Chart)

  it('accepts components under custom names, no matter what their props are', () => {
    const own = { Chart, Map, Memo } satisfies Components
    expect(<WebIOApp endpoint="/" components={own} />).toBeDefined()
    // @ts-expect-error -- popups and toasts cannot be replaced
    expect({ popup: Chart } satisfies Components).toBeDefined()
    // @ts-expect-error -- not a component
    expect(<WebIOApp endpoint="/" components={{ Chart: 5 }} />).toBeDefined()
  })

  it('requires the props of the built-in ones', () => {
    function Text({ node }: OutputProps<'text'>): ReactNode {
      return node.text
    }
    const inferred: Components = {
      Chart,
      text: Text,
      table: ({ node }) => node.rows.length,
      fields: { slider: ({ field }) => field.max_value },
    }
    expect(inferred).toBeDefined()
    // @ts-expect-error -- a component for texts cannot draw a table
    expect({ table: Text } satisfies Components).toBeDefined()
    // @ts-expect-error -- a node of type text has no rows
    expect({ text: ({ node }) => node.rows } satisfies Components).toBeDefined()
    function Slider({ field }: FieldProps<'slider'>): ReactNode {
      return field.max_value
    }
    // @ts-expect-error -- a slider's control cannot be that of a textarea
    expect({ fields: { textarea: Slider } } satisfies Components).toBeDefined()
  })
})
