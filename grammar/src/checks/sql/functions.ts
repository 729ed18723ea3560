/**
 * What a call of a function may do. PostgreSQL itself declares which functions depend on nothing but their arguments and the data
 * (`function-names.ts`, written from its catalogue); the volatile ones that only look are listed here, and those that write, wait, lock,
 * run other SQL or leave the database are denied by name, also where an extension that is not installed here would bring them.
 */
import { steadyFunctions } from './function-names.ts';

export type Effect = 'reads' | 'denied' | 'unproven';

const steady = new Set(steadyFunctions.split(' '));

const looking = new Set(
  `array_sample array_shuffle clock_timestamp cursor_to_xml current_query currval gen_random_uuid lastval pg_blocking_pids pg_collation_actual_version
   pg_control_checkpoint pg_control_system pg_current_wal_lsn pg_database_size pg_indexes_size pg_is_in_recovery pg_lock_status pg_partition_ancestors
   pg_partition_tree pg_relation_size pg_sequence_last_value pg_table_size pg_tablespace_size pg_total_relation_size random random_normal timeofday
   uuid_generate_v1 uuid_generate_v4 uuidv4 uuidv7 show_limit`.split(/\s+/),
);

const denied = new Set(
  `nextval setval set_config set_limit setseed txid_current pg_current_xact_id currtid2 loread lowrite query_to_xml query_to_xmlschema
   query_to_xml_and_xmlschema ts_stat ts_rewrite connectby pg_notify pg_promote pg_reload_conf pg_rotate_logfile pg_switch_wal pg_cancel_backend
   pg_terminate_backend pg_log_backend_memory_contexts pg_export_snapshot pg_nextoid pg_import_system_collations pg_stat_file pg_prewarm
   gin_clean_pending_list suppress_redundant_updates_trigger system xslt_process plpython_call_handler`.split(/\s+/),
);

const deniedFamilies =
  /^(lo_|dblink|pg_sleep|pg_read_|pg_ls_|pg_write|pg_file_|pg_(try_)?advisory_|pg_(create|drop|copy)_|pg_logical_|pg_replication_|pg_stat_(reset|clear|force)|pg_(restore|clear)_|pg_wal_replay_(pause|resume)|pg_backup_|pg_sync_|pg_stop_|pg_log_|binary_upgrade_|brin_(de)?summarize|crosstab|normal_rand|postgres_fdw_|http(_|$)|file_fdw|amcheck|bt_index|pg_truncate|pg_surgery|heap_force)/;

/** `schema` is the written schema of the function, if any: another than `pg_catalog` or `public` is nobody's that is known here. */
export function effectOf(name: string, schema?: string): Effect {
  if (denied.has(name) || deniedFamilies.test(name)) return 'denied';
  if (schema !== undefined && schema !== 'pg_catalog' && schema !== 'public') return 'unproven';
  return steady.has(name) || looking.has(name) ? 'reads' : 'unproven';
}

/** Whether PostgreSQL, pg_trgm or pgvector bring a function of this name. */
export const isBuiltIn = (name: string): boolean => effectOf(name) !== 'unproven';
export const builtInFunctions = (): Iterable<string> => steady;
