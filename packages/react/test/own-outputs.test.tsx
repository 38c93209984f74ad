import type { Outputs } from '../src/index'
import { lazyMarkdown } from '../src/outputs/markup/lazy-markdown'
import { renderApp } from './render-app'

const markdown = (id: number, text: string) => ({ id, type: 'markdown', markdown: text }) as const
const OwnMarkdown: NonNullable<Outputs['markdown']> = ({ node }) => <p>{node.markdown}</p>

it.each(['outputs', 'components'])(
  'loads no code for outputs that the host page draws itself: %s',
  async (prop) => {
    const app = await renderApp({ [prop]: { markdown: OwnMarkdown } })
    await app.put(markdown(10, 'own'))
    await app.findByText('own')
    expect(lazyMarkdown.get()).toBeNull()
  },
)

it('loads the code of the others before they appear', async () => {
  const app = await renderApp()
  const shown: (string | null)[] = []
  new MutationObserver(() => shown.push(app.container.textContent)).observe(app.container, {
    childList: true,
    subtree: true,
  })
  await app.put(markdown(10, '**ours**'))
  await app.findByText('ours')
  expect(shown.join()).not.toContain('*')
})
