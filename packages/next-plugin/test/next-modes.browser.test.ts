import { nextSuite } from './next-suite'

nextSuite('npm test')
