import { fileSize } from '#platform/format'

/** A file that lies at the centre, as pages know it. */
export interface Picture {
  id: string
  name: string
  media_type: string
}

/** What something looks like: pictures as pictures, everything else as a link. `alt` says of what: '平面图'. */
export const Pictures = ({ files, alt }: { files: readonly Picture[]; alt: string }) =>
  files.length === 0 ? null : (
    <div class="thumbs">
      {files.map(file => (
        <a href={`/files/${file.id}`} data-turbo="false">
          {file.media_type.startsWith('image/') ? (
            <img
              src={`/files/${file.id}/preview`}
              alt={`${alt}：${file.name}`}
              width={140}
              height={105}
              loading="lazy"
            />
          ) : (
            file.name
          )}
        </a>
      ))}
    </div>
  )

/** What somebody handed in: by name and size, pictures with a small preview. */
export const Files = ({ files }: { files: ReadonlyArray<Picture & { size: number }> }) =>
  files.length === 0 ? null : (
    <div class="thumbs">
      {files.map(file => (
        <a href={`/files/${file.id}`} data-turbo="false">
          {file.media_type.startsWith('image/') && (
            <img src={`/files/${file.id}/preview`} alt="" loading="lazy" width={140} height={105} />
          )}
          {file.name}（{fileSize(file.size)}）
        </a>
      ))}
    </div>
  )
