import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

/** Selectors of a bundled style sheet, without those inside keyframes. */
function selectors(file = 'src/styles.css'): string[] {
  const [output] = buildSync({
    entryPoints: [`${__dirname}/../${file}`],
    bundle: true,
    write: false,
  }).outputFiles
  const css = (output?.text ?? '')
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/@keyframes [^{]+\{(?:[^{}]*\{[^{}]*\})*\s*\}/g, '')
  return [...css.matchAll(/([^{};]+)\{/g)]
    .map(([, selector = '']) => selector.trim())
    .filter((s) => !s.startsWith('@') && !s.startsWith('&'))
}

/** The selectors of a list. Commas inside parentheses do not separate. */
function branchesOf(list: string): string[] {
  let depth = 0
  const branches = ['']
  for (const character of list) {
    if (character === '(') depth++
    if (character === ')') depth--
    if (character === ',' && depth === 0) branches.push('')
    else branches.push(`${branches.pop()}${character}`)
  }
  return branches.map((branch) => branch.trim())
}

describe('the style sheet', () => {
  it('affects nothing outside `.webio`', () => {
    const all = selectors()
    expect(all.length).toBeGreaterThan(100)
    const branches = all.flatMap(branchesOf)
    expect(branches.filter((branch) => !/^(:where\()?\.webio(?![\w-])|^\.webio-body$/.test(branch))).toEqual(
      [],
    )
  })

  it.each(['src/styles.css', 'page/page.css', 'page/embed.css'])(
    '%s uses no :has() on large elements, because each change of the page would search all of it',
    (file) => {
      const large = /^(html|body|main|:root|\.webio(-page|-body|-scope|-chunk)?)$/
      const subjects = selectors(file).flatMap((selector) =>
        [...selector.matchAll(/([^\s>+~,(]+?):has\((?!\s*[>+~])/g)].map(([, subject = '']) => subject),
      )
      expect(subjects.filter((subject) => large.test(subject))).toEqual([])
    },
  )
})

describe('the README', () => {
  const home = join(__dirname, '..')
  const readme = readFileSync(join(home, 'README.md'), 'utf8')
  const namesIn = (text: string, pattern: RegExp): Set<string> =>
    new Set([...text.matchAll(pattern)].map(([name]) => name))
  const missing = (names: Set<string>): string[] => [...names].filter((name) => !readme.includes(`\`${name}`))

  it('lists every variable of the theme', () => {
    const theme = readFileSync(join(home, 'src/styles/theme.css'), 'utf8')
    const names = namesIn(theme, /--webio-[\w-]+(?=:)/g)
    expect(names.size).toBeGreaterThan(20)
    expect(missing(names)).toEqual([])
  })

  it('lists every attribute of the elements', () => {
    const files = readdirSync(join(home, 'src'), { recursive: true, encoding: 'utf8' })
    const sources = files.filter((name) => /(?<!\.test)\.tsx?$/.test(name))
    const names = namesIn(
      sources.map((name) => readFileSync(join(home, 'src', name), 'utf8')).join('\n'),
      /data-webio-[a-z]+(?:-[a-z]+)*/g,
    )
    expect(names.size).toBeGreaterThan(10)
    expect(missing(names)).toEqual([])
  })
})
