import type { GetStaticProps } from 'next'

/** `i18n` is for the pages router, so a site that has it has such pages. */
export default function About({ locale }: { locale: string }) {
  return <p>About, in {locale}</p>
}

export const getStaticProps: GetStaticProps = ({ locale }) => ({ props: { locale } })
