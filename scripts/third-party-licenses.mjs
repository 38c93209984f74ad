/** Code of other packages is distributed together with their licenses. These plugins of rolldown collect them. */
import { licensePlugin } from 'rolldown-license-plugin'

/** The file in the folder of a build that contains other packages. */
export const LICENSES_FILE = 'third-party-licenses.txt'

/** Licenses that demand no more than their text, and a notice if there is one. */
const PERMISSIVE = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'])

/** @param {{ license: string }} dependency */
const isPermissive = ({ license }) =>
  license
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((one) => PERMISSIVE.has(one))

const LINE = '-'.repeat(80)

/**
 * Adds the file to the build if it contains other packages. A package with another kind of license ends the build.
 * @returns {import('rolldown').Plugin[]}
 */
export function thirdPartyLicenses() {
  /** @type {Map<string, string>} */
  const notices = new Map()
  return [
    licensePlugin({
      match: /^NOTICE/i,
      done(dependencies) {
        for (const { name, licenseText } of dependencies) notices.set(name, licenseText)
      },
    }),
    licensePlugin({
      allow: isPermissive,
      failOnViolation: true,
      failOnUnlicensed: true,
      done(dependencies, build) {
        if (dependencies.length === 0) return
        const sections = dependencies.map(({ name, version, license, licenseText }) =>
          [LINE, `${name} ${version}, ${license}`, licenseText.trim(), notices.get(name)?.trim()]
            .filter(Boolean)
            .join('\n\n'),
        )
        const source = ['The code in this folder contains these packages.', ...sections, ''].join('\n\n')
        build.emitFile({ type: 'asset', fileName: LICENSES_FILE, source })
      },
    }),
  ]
}
