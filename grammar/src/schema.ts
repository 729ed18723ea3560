/**
 * The built-in schema (dialect §7): tables, columns, edge types and moment types. The connected store or a `rem.schema.json` replaces it.
 */
export type Column = { name: string; type: string; doc?: string };
export type Table = { name: string; columns: Column[]; doc?: string };
export type Schema = { tables: Table[]; edgeTypes: string[]; momentTypes: string[]; functions?: string[] };
/** Something that a person may name: `kind` is the entity's or resource's kind. */
export type Label = { label: string; kind: string; table: string; uri?: string };

const shared: Column[] = [
  { name: 'id', type: 'uuid' },
  { name: 'tenant_id', type: 'text' },
  { name: 'user_id', type: 'text' },
  { name: 'name', type: 'text', doc: 'The label that people use.' },
  { name: 'created_at', type: 'timestamptz' },
  { name: 'updated_at', type: 'timestamptz' },
  { name: 'deleted_at', type: 'timestamptz' },
  { name: 'metadata', type: 'jsonb' },
  { name: 'tags', type: 'text[]' },
  { name: 'graph_edges', type: 'jsonb', doc: 'Edges to other labels; their names differ per row, so use TRAVERSE.' },
];

const table = (name: string, doc: string, columns: string): Table => ({
  name,
  doc,
  columns: [
    ...shared,
    ...columns.split(', ').map((column) => {
      const [columnName = '', type = 'text'] = column.split(' ');
      return { name: columnName, type };
    }),
  ],
});

export const defaultSchema: Schema = {
  tables: [
    table('resources', 'Documents and notes.', 'uri, content, summary, category, ordinal integer, resource_timestamp timestamptz, related_entities jsonb'),
    table('entities', 'People, projects and concepts, named by labels.', 'entity_type, summary'),
    table(
      'moments',
      'Time-bounded experiences.',
      'content, summary, category, uri, moment_type, resource_timestamp timestamptz, resource_ends_timestamp timestamptz, emotion_tags text[], topic_tags text[], present_persons jsonb, speakers jsonb, location, background_sounds, source_resource_ids text[]',
    ),
    table('files', 'Files that were read.', 'uri, mime_type, size_bytes bigint, processing_status, category'),
  ],
  edgeTypes: ['SEE_ALSO', 'PREREQUISITE', 'CONTINUATION', 'manages', 'reports-to', 'authored_by', 'references', 'builds-on', 'depends_on', 'discusses', 'attended_by'],
  momentTypes: ['conversation', 'meeting', 'reflection', 'planning', 'problem_solving', 'learning', 'social', 'observation', 'accomplishment'],
};
