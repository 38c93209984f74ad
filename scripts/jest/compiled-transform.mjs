import swcJest from '@swc/jest'
import { compileReact } from '../react-compiler.mjs'

/** A transformer for jest: like `@swc/jest`, on sources that the React Compiler has compiled. @param {object} options */
function createTransformer(options) {
  const swc = /** @type {any} */ (swcJest.createTransformer(options))
  return {
    ...swc,
    /** @param {string} source @param {string} file @param {any} jestOptions */
    process: (source, file, jestOptions) =>
      swc.process(compileReact(source, file)?.code ?? source, file, jestOptions),
    /** @param {string} source @param {string} file @param {any} jestOptions */
    getCacheKey: (source, file, jestOptions) => `compiled ${swc.getCacheKey(source, file, jestOptions)}`,
  }
}

export default { createTransformer }
