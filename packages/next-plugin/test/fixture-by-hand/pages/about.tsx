import type { GetStaticProps } from 'next'

/** `i18n` is for the pages router, so a site with `i18n` has such pages. */
export default function About({ locale }: { locale: string }) {
  return <p>About, in {locale}</p>
}

export const getStaticProps: GetStaticProps = ({ locale }) => ({ props: { locale } })
