/** Languages of documents. One in Chinese has the path of its English original, below docs/zh/ instead of docs/. */

export type DocsLanguage = 'en' | 'zh-CN'

const ENGLISH = 'docs/'
const CHINESE = 'docs/zh/'

export const languageOf = (source: string): DocsLanguage =>
  source.startsWith(CHINESE) ? 'zh-CN' : 'en'

/** The language of the page at a path of the site. */
export const languageAt = (pathname: string): DocsLanguage =>
  /^\/docs\/zh(\/|$)/.test(pathname) ? 'zh-CN' : 'en'

/** The path that a document has in the other language, if it exists there; undefined for documents outside docs/. */
export function translationOf(source: string): string | undefined {
  if (source.startsWith(CHINESE)) return source.replace(CHINESE, ENGLISH)
  if (source.startsWith(ENGLISH)) return source.replace(ENGLISH, CHINESE)
  return undefined
}

/** What a button that copies says: at first, and after a click. */
export interface CopyTexts {
  readonly copy: string
  readonly copied: string
  /** If the browser refuses: the code is selected instead. */
  readonly selected: string
}

/** The texts around a document. */
interface DocsTexts {
  /** The name of this language, for those who read the other one. */
  readonly language: string
  readonly documentation: string
  readonly allPages: string
  readonly contents: string
  readonly table: string
  readonly playground: string
  readonly running: (path: string) => string
  /** The button at source code. */
  readonly copying: CopyTexts
  readonly search: {
    readonly button: string
    readonly dialog: string
    readonly placeholder: string
    readonly results: string
    readonly empty: string
    readonly loading: string
    readonly failed: string
    readonly found: (count: number, query: string) => string
  }
}

export const TEXTS: Readonly<Record<DocsLanguage, DocsTexts>> = {
  en: {
    language: 'English',
    documentation: 'Documentation',
    allPages: 'All pages',
    contents: 'On this page',
    table: 'Table',
    playground: 'Open in the playground',
    running: (path) => `${path}, running`,
    copying: { copy: 'Copy', copied: 'Copied', selected: 'Selected' },
    search: {
      button: 'Search',
      dialog: 'Search the documentation',
      placeholder: 'A function, an option, a question',
      results: 'Results',
      empty: 'Type a name or a word.',
      loading: 'The search is loading.',
      failed: 'The search cannot be loaded. Reload the page.',
      found(count, query) {
        if (count === 0) return `No results for “${query}”.`
        return count === 1 ? '1 result' : `${count} results`
      },
    },
  },
  'zh-CN': {
    language: '简体中文',
    documentation: '文档',
    allPages: '全部页面',
    contents: '本页内容',
    table: '表格',
    playground: '在演练场中打开',
    running: (path) => `${path}，运行中`,
    copying: { copy: '复制', copied: '已复制', selected: '已选中' },
    search: {
      button: '搜索',
      dialog: '搜索文档',
      placeholder: '函数、选项或问题',
      results: '搜索结果',
      empty: '请输入名称或关键词。',
      loading: '正在加载搜索……',
      failed: '无法加载搜索，请刷新页面。',
      found: (count, query) =>
        count === 0 ? `没有找到“${query}”。` : `${count} 条结果`,
    },
  },
}
