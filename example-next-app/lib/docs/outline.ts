/** The order of the documentation: what its navigation shows. The texts are the repository's own files, which also read well without this site. */

/** A group of pages in the navigation. */
export interface DocsGroup {
  readonly title: string
  readonly pages: readonly DocsEntry[]
}

/** A document of the repository that is a page. */
export interface DocsEntry {
  /** Its path in the repository. */
  readonly source: string
  /** What the navigation calls it. */
  readonly label: string
}

export const OUTLINE: readonly DocsGroup[] = [
  {
    title: 'Start',
    pages: [
      { source: 'docs/guide/start.md', label: 'Start here' },
      { source: 'docs/overview.md', label: 'Overview' },
      { source: 'packages/create-webio/README.md', label: 'npm create webio' },
      { source: 'docs/pywebio.md', label: 'Coming from PyWebIO' },
      { source: 'docs/assistants.md', label: 'For coding assistants' },
    ],
  },
  {
    title: 'Guide',
    pages: [
      { source: 'docs/guide/input.md', label: 'Input' },
      { source: 'docs/guide/output.md', label: 'Output' },
      { source: 'docs/guide/callbacks.md', label: 'Callbacks' },
      { source: 'docs/guide/scopes.md', label: 'Scopes' },
      { source: 'docs/guide/layout.md', label: 'Layout' },
      { source: 'docs/tables.md', label: 'Tables and charts' },
      { source: 'docs/guide/pins.md', label: 'Pins' },
      { source: 'docs/guide/sessions.md', label: 'Sessions' },
      { source: 'docs/companions.md', label: 'Companions' },
      { source: 'docs/guide/errors.md', label: 'Errors' },
      { source: 'docs/guide/helpers.md', label: 'Helpers of your own' },
      { source: 'packages/react/README.md', label: 'Embedding in React' },
      { source: 'docs/styling.md', label: 'Look and language' },
      { source: 'packages/next-plugin/README.md', label: 'Next.js' },
      { source: 'docs/hosting.md', label: 'Hosting' },
      { source: 'SECURITY.md', label: 'Security' },
      { source: 'docs/guide/testing.md', label: 'Testing' },
      { source: 'docs/durable.md', label: 'Durable sessions' },
      { source: 'docs/cluster.md', label: 'Several processes' },
      { source: 'docs/observability.md', label: 'Traces and logs' },
    ],
  },
  {
    title: 'Recipes',
    pages: [{ source: 'docs/recipes.md', label: 'Recipes' }],
  },
  {
    title: 'Reference',
    pages: [
      { source: 'reference/index.md', label: 'All entry points' },
      { source: 'reference/@webio/core/index.md', label: '@webio/core' },
      { source: 'reference/@webio/core/server/index.md', label: '@webio/core/server' },
      {
        source: 'reference/@webio/core/testing/index.md',
        label: '@webio/core/testing',
      },
      { source: 'reference/@webio/react/index.md', label: '@webio/react' },
      { source: 'reference/@webio/next-plugin/index.md', label: '@webio/next-plugin' },
      { source: 'reference/css-variables.md', label: 'CSS variables' },
      { source: 'reference/error-messages.md', label: 'Error messages' },
    ],
  },
  {
    title: 'How it works',
    pages: [
      { source: 'ARCHITECTURE.md', label: 'Architecture' },
      { source: 'docs/protocol.md', label: 'Protocol' },
      { source: 'docs/performance.md', label: 'Performance' },
      { source: 'CONTRIBUTING.md', label: 'Contributing' },
    ],
  },
]

/** The documents in Chinese: what people who know PyWebIO need first. Their links lead to the others. */
export const CHINESE_OUTLINE: readonly DocsGroup[] = [
  {
    title: '入门',
    pages: [
      { source: 'docs/zh/guide/start.md', label: '从这里开始' },
      { source: 'docs/zh/pywebio.md', label: '从 PyWebIO 到 WebIO' },
    ],
  },
  {
    title: '用户指南',
    pages: [
      { source: 'docs/zh/guide/input.md', label: '输入' },
      { source: 'docs/zh/guide/output.md', label: '输出' },
      { source: 'docs/zh/guide/callbacks.md', label: '事件回调' },
      { source: 'docs/zh/guide/scopes.md', label: '输出域' },
      { source: 'docs/zh/guide/layout.md', label: '布局' },
      { source: 'docs/zh/guide/pins.md', label: '持续性输入' },
      { source: 'docs/zh/guide/sessions.md', label: '会话' },
      { source: 'docs/zh/guide/errors.md', label: '异常' },
      { source: 'docs/zh/guide/helpers.md', label: '封装自己的函数' },
      { source: 'docs/zh/guide/testing.md', label: '测试' },
    ],
  },
]

/** Where documents are that are not at their path below docs/. */
const SLUGS: Readonly<Record<string, string>> = {
  'docs/guide/start.md': '',
  'docs/zh/guide/start.md': 'zh',
  'README.md': 'readme',
  'ARCHITECTURE.md': 'architecture',
  'CONTRIBUTING.md': 'contributing',
  'SECURITY.md': 'security',
  '.changeset/README.md': 'changesets',
  'packages/core/README.md': 'core',
  'packages/react/README.md': 'react',
  'packages/next-plugin/README.md': 'next',
  'packages/create-webio/README.md': 'create',
}

/** The path below `/docs/` of a document: 'docs/guide/input.md' → 'guide/input'. Undefined if it is no page. */
export function slugOf(source: string): string | undefined {
  if (source.startsWith('reference/') && source.endsWith('.md'))
    return source.replace('@webio/', '').replace(/(\/index)?\.md$/, '')
  return SLUGS[source] ?? /^docs\/(?<slug>[\w/-]+)\.md$/.exec(source)?.groups?.['slug']
}

/** The documents outside docs/. */
export const OTHER_SOURCES = Object.keys(SLUGS).filter(
  (source) => !source.startsWith('docs/'),
)

/** The URL of a path below `/docs/`. */
export const docsUrl = (slug: string): string =>
  slug === '' ? '/docs' : `/docs/${slug}`
