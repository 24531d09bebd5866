/** A QR code drawn by `qrSvg`, as an image. */
export const QrCode = ({ svg, alt, size = 130 }: { svg: string; alt: string; size?: number }) => (
  <img src={`data:image/svg+xml,${encodeURIComponent(svg)}`} alt={alt} width={size} height={size} />
)
