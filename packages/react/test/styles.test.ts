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
