export interface Photo {
  id: string
  name: string
  media_type: string
}

/** Pictures as pictures, everything else as a link. */
export const Photos = ({ files, alt }: { files: readonly Photo[]; alt: string }) =>
  files.length === 0 ? null : (
    <div class="thumbs">
      {files.map(file => (
        <a href={`/files/${file.id}`} data-turbo="false">
          {file.media_type.startsWith('image/') ? (
            <img
              src={`/files/${file.id}/preview`}
              alt={`${alt}：${file.name}`}
              width={220}
              height={165}
              loading="lazy"
            />
          ) : (
            file.name
          )}
        </a>
      ))}
    </div>
  )
