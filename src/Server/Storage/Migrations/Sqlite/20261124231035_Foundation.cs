using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Shoumi.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Foundation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_entry",
                columns: table => new
                {
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    act = table.Column<int>(type: "INTEGER", nullable: false),
                    actor_id = table.Column<int>(type: "INTEGER", nullable: false),
                    post = table.Column<int>(type: "INTEGER", nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    codes = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    canonical = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entry", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "audit_head",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_head", x => x.id);
                    table.CheckConstraint("ck_audit_head_one", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "bureau",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ceiling = table.Column<int>(type: "INTEGER", nullable: true),
                    is_demonstration = table.Column<bool>(type: "INTEGER", nullable: false),
                    instance = table.Column<string>(type: "TEXT", maxLength: 36, nullable: false),
                    set_up_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bureau", x => x.id);
                    table.CheckConstraint("ck_bureau_one", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "clock_state",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    trusted_at = table.Column<long>(type: "INTEGER", nullable: false),
                    suspended = table.Column<bool>(type: "INTEGER", nullable: false),
                    last_turn = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clock_state", x => x.id);
                    table.CheckConstraint("ck_clock_state_one", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "lease",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    holder = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lease", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "ledger_count",
                columns: table => new
                {
                    level = table.Column<int>(type: "INTEGER", nullable: false),
                    total = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_count", x => x.level);
                });

            migrationBuilder.CreateTable(
                name: "number_series",
                columns: table => new
                {
                    register = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    last = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_number_series", x => new { x.register, x.year });
                });

            migrationBuilder.CreateTable(
                name: "org_unit",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    active_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    active_to = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_org_unit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "superior_rule",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    row_id = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    issuer = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    document_number = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    registered_by_id = table.Column<int>(type: "INTEGER", nullable: false),
                    term_amount = table.Column<int>(type: "INTEGER", nullable: false),
                    term_event = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    term_form = table.Column<int>(type: "INTEGER", nullable: false),
                    term_unit = table.Column<int>(type: "INTEGER", nullable: false),
                    term_until = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_superior_rule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_payload",
                columns: table => new
                {
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    salt = table.Column<byte[]>(type: "BLOB", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_payload", x => x.seq);
                    table.ForeignKey(
                        name: "fk_audit_payload_audit_entry_seq",
                        column: x => x.seq,
                        principalTable: "audit_entry",
                        principalColumn: "seq",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "person",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    staff_number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    initials = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    in_service_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    in_service_to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    cleared = table.Column<int>(type: "INTEGER", nullable: true),
                    administers = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_person", x => x.id);
                    table.CheckConstraint("ck_person_administers", "administers in (21, 22, 23)");
                    table.ForeignKey(
                        name: "fk_person_org_unit_unit_id",
                        column: x => x.unit_id,
                        principalTable: "org_unit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "account",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    person_id = table.Column<int>(type: "INTEGER", nullable: false),
                    must_change_password = table.Column<bool>(type: "INTEGER", nullable: false),
                    last_sign_in_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_sign_in_from = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    closed = table.Column<bool>(type: "INTEGER", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    security_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    lockout_end = table.Column<long>(type: "INTEGER", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    access_failed_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account", x => x.id);
                    table.ForeignKey(
                        name: "fk_account_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "appointment",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    person_id = table.Column<int>(type: "INTEGER", nullable: false),
                    post = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: true),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    as_deputy = table.Column<bool>(type: "INTEGER", nullable: false),
                    document = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_appointment", x => x.id);
                    table.ForeignKey(
                        name: "fk_appointment_org_unit_unit_id",
                        column: x => x.unit_id,
                        principalTable: "org_unit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_appointment_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "classification_case",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    drafter_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    file_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    file_format = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    stage = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    current = table.Column<string>(type: "TEXT", nullable: true),
                    level = table.Column<int>(type: "INTEGER", nullable: true),
                    classified_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    approved_by_id = table.Column<int>(type: "INTEGER", nullable: true),
                    waiting_since = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_classification_case", x => x.id);
                    table.ForeignKey(
                        name: "fk_classification_case_org_unit_unit_id",
                        column: x => x.unit_id,
                        principalTable: "org_unit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_classification_case_person_drafter_id",
                        column: x => x.drafter_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "account_claim",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<int>(type: "INTEGER", nullable: false),
                    claim_type = table.Column<string>(type: "TEXT", nullable: true),
                    claim_value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_claim", x => x.id);
                    table.ForeignKey(
                        name: "fk_account_claim_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_login",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "TEXT", nullable: false),
                    provider_key = table.Column<string>(type: "TEXT", nullable: false),
                    provider_display_name = table.Column<string>(type: "TEXT", nullable: true),
                    user_id = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_login", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_account_login_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "account_token",
                columns: table => new
                {
                    user_id = table.Column<int>(type: "INTEGER", nullable: false),
                    login_provider = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_token", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_account_token_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "access_grant",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    case_id = table.Column<int>(type: "INTEGER", nullable: false),
                    principal = table.Column<long>(type: "INTEGER", nullable: false),
                    source = table.Column<int>(type: "INTEGER", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_grant", x => x.id);
                    table.ForeignKey(
                        name: "fk_access_grant_classification_case_case_id",
                        column: x => x.case_id,
                        principalTable: "classification_case",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "draft_input",
                columns: table => new
                {
                    case_id = table.Column<int>(type: "INTEGER", nullable: false),
                    form = table.Column<string>(type: "TEXT", nullable: false),
                    saved_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_draft_input", x => x.case_id);
                    table.ForeignKey(
                        name: "fk_draft_input_classification_case_case_id",
                        column: x => x.case_id,
                        principalTable: "classification_case",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ledger_entry",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    case_id = table.Column<int>(type: "INTEGER", nullable: false),
                    entered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    entered_by_id = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    drafter_id = table.Column<int>(type: "INTEGER", nullable: false),
                    classifier_id = table.Column<int>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    level = table.Column<int>(type: "INTEGER", nullable: false),
                    origin = table.Column<int>(type: "INTEGER", nullable: false),
                    mark = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    row_id = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    basis = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    classified_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    last_protected_day = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    free_from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    document_number = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    carrier_form = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    copies = table.Column<int>(type: "INTEGER", nullable: false),
                    remark = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    knowing = table.Column<int>(type: "INTEGER", nullable: false),
                    corrects_id = table.Column<int>(type: "INTEGER", nullable: true),
                    corrected_by_id = table.Column<int>(type: "INTEGER", nullable: true),
                    declassification_recorded_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    term_amount = table.Column<int>(type: "INTEGER", nullable: false),
                    term_event = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    term_form = table.Column<int>(type: "INTEGER", nullable: false),
                    term_unit = table.Column<int>(type: "INTEGER", nullable: false),
                    term_until = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_entry", x => x.id);
                    table.ForeignKey(
                        name: "fk_ledger_entry_classification_case_case_id",
                        column: x => x.case_id,
                        principalTable: "classification_case",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ledger_entry_ledger_entry_corrects_id",
                        column: x => x.corrects_id,
                        principalTable: "ledger_entry",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "opinion",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    case_id = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    act = table.Column<int>(type: "INTEGER", nullable: false),
                    person_id = table.Column<int>(type: "INTEGER", nullable: false),
                    post = table.Column<int>(type: "INTEGER", nullable: false),
                    as_deputy = table.Column<bool>(type: "INTEGER", nullable: false),
                    decision = table.Column<int>(type: "INTEGER", nullable: true),
                    text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    proposal = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    paper_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    recorded_by_id = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_opinion", x => x.id);
                    table.ForeignKey(
                        name: "fk_opinion_classification_case_case_id",
                        column: x => x.case_id,
                        principalTable: "classification_case",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_opinion_person_person_id",
                        column: x => x.person_id,
                        principalTable: "person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "correction",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    entry_id = table.Column<int>(type: "INTEGER", nullable: false),
                    case_id = table.Column<int>(type: "INTEGER", nullable: false),
                    requested_by_id = table.Column<int>(type: "INTEGER", nullable: false),
                    requested_at = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    field = table.Column<int>(type: "INTEGER", nullable: false),
                    was = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    becomes = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    decided_by_id = table.Column<int>(type: "INTEGER", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    confirmed = table.Column<bool>(type: "INTEGER", nullable: true),
                    new_entry_id = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_correction", x => x.id);
                    table.ForeignKey(
                        name: "fk_correction_ledger_entry_entry_id",
                        column: x => x.entry_id,
                        principalTable: "ledger_entry",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_access_grant_case_id_principal",
                table: "access_grant",
                columns: new[] { "case_id", "principal" });

            migrationBuilder.CreateIndex(
                name: "ix_access_grant_principal_case_id",
                table: "access_grant",
                columns: new[] { "principal", "case_id" });

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "account",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "ix_account_person_id",
                table: "account",
                column: "person_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "account",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_account_claim_user_id",
                table: "account_claim",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_login_user_id",
                table: "account_login",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_appointment_person_id",
                table: "appointment",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_appointment_post_unit_id",
                table: "appointment",
                columns: new[] { "post", "unit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_appointment_unit_id",
                table: "appointment",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_actor_id_seq",
                table: "audit_entry",
                columns: new[] { "actor_id", "seq" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_subject_seq",
                table: "audit_entry",
                columns: new[] { "subject", "seq" });

            migrationBuilder.CreateIndex(
                name: "ix_classification_case_drafter_id",
                table: "classification_case",
                column: "drafter_id");

            migrationBuilder.CreateIndex(
                name: "ix_classification_case_stage_unit_id",
                table: "classification_case",
                columns: new[] { "stage", "unit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_classification_case_unit_id",
                table: "classification_case",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_classification_case_year_number",
                table: "classification_case",
                columns: new[] { "year", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_correction_entry_id",
                table: "correction",
                column: "entry_id",
                unique: true,
                filter: "confirmed is null");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_case_id",
                table: "ledger_entry",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_corrects_id",
                table: "ledger_entry",
                column: "corrects_id");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_free_from",
                table: "ledger_entry",
                column: "free_from");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_level_year_number",
                table: "ledger_entry",
                columns: new[] { "level", "year", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_row_id_year_number",
                table: "ledger_entry",
                columns: new[] { "row_id", "year", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_unit_id_year_number",
                table: "ledger_entry",
                columns: new[] { "unit_id", "year", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entry_year_number",
                table: "ledger_entry",
                columns: new[] { "year", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_opinion_case_id",
                table: "opinion",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_opinion_person_id",
                table: "opinion",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_person_initials",
                table: "person",
                column: "initials");

            migrationBuilder.CreateIndex(
                name: "ix_person_staff_number",
                table: "person",
                column: "staff_number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_person_unit_id",
                table: "person",
                column: "unit_id");
            migrationBuilder.Sql("insert into audit_head (id, seq, hash) values (1, 0, x'0000000000000000000000000000000000000000000000000000000000000000')");
            foreach (var guard in Guards.Sqlite())
            {
                migrationBuilder.Sql(guard);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_grant");

            migrationBuilder.DropTable(
                name: "account_claim");

            migrationBuilder.DropTable(
                name: "account_login");

            migrationBuilder.DropTable(
                name: "account_token");

            migrationBuilder.DropTable(
                name: "appointment");

            migrationBuilder.DropTable(
                name: "audit_head");

            migrationBuilder.DropTable(
                name: "audit_payload");

            migrationBuilder.DropTable(
                name: "bureau");

            migrationBuilder.DropTable(
                name: "clock_state");

            migrationBuilder.DropTable(
                name: "correction");

            migrationBuilder.DropTable(
                name: "draft_input");

            migrationBuilder.DropTable(
                name: "lease");

            migrationBuilder.DropTable(
                name: "ledger_count");

            migrationBuilder.DropTable(
                name: "number_series");

            migrationBuilder.DropTable(
                name: "opinion");

            migrationBuilder.DropTable(
                name: "superior_rule");

            migrationBuilder.DropTable(
                name: "account");

            migrationBuilder.DropTable(
                name: "audit_entry");

            migrationBuilder.DropTable(
                name: "ledger_entry");

            migrationBuilder.DropTable(
                name: "classification_case");

            migrationBuilder.DropTable(
                name: "person");

            migrationBuilder.DropTable(
                name: "org_unit");
        }
    }
}
