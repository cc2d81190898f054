CREATE TABLE account (
	book_id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	zh TEXT NOT NULL, 
	en TEXT NOT NULL, 
	ledger TEXT NOT NULL, 
	side TEXT NOT NULL, 
	is_money INTEGER NOT NULL, 
	off_budget INTEGER NOT NULL, 
	floor_by TEXT NOT NULL, 
	CONSTRAINT pk_account PRIMARY KEY (book_id, code), 
	CONSTRAINT ck_account_ledger CHECK (ledger IN ('financial', 'budget', 'memo')), 
	CONSTRAINT ck_account_side CHECK (side IN ('D', 'C')), 
	CONSTRAINT ck_account_floor_by CHECK (floor_by IN ('none', 'bank_tranche', 'contract', 'allotment', 'budget_line')), 
	CONSTRAINT ck_account_is_money CHECK (is_money IN (0, 1)), 
	CONSTRAINT ck_account_off_budget CHECK (off_budget IN (0, 1))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE approval_document (
	book_id INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	doc_no TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	authority TEXT NOT NULL, 
	issued_on TEXT NOT NULL, 
	title TEXT NOT NULL, 
	amount_fen INTEGER, 
	sha256 TEXT, 
	project_id INTEGER, 
	adjusts_id INTEGER, 
	CONSTRAINT pk_approval_document PRIMARY KEY (book_id, document_id), 
	CONSTRAINT uq_approval_document_book_id_doc_no UNIQUE (book_id, doc_no)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE asset (
	book_id INTEGER NOT NULL, 
	asset_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	right_no TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	value_fen INTEGER NOT NULL, 
	valued_on TEXT NOT NULL, 
	is_public_welfare INTEGER NOT NULL, 
	CONSTRAINT pk_asset PRIMARY KEY (book_id, asset_id), 
	CONSTRAINT uq_asset_book_id_right_no UNIQUE (book_id, right_no), 
	CONSTRAINT ck_asset_kind CHECK (kind IN ('facility', 'land', 'concession', 'building', 'other')), 
	CONSTRAINT ck_asset_value CHECK (value_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE balance (
	book_id INTEGER NOT NULL, 
	account TEXT NOT NULL, 
	tranche_id INTEGER NOT NULL, 
	bank_account_id INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	period INTEGER NOT NULL, 
	debit_fen INTEGER NOT NULL, 
	credit_fen INTEGER NOT NULL, 
	CONSTRAINT pk_balance PRIMARY KEY (book_id, account, tranche_id, bank_account_id, project_id, period)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE book (
	book_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	unit_name TEXT NOT NULL, 
	fund_scope TEXT NOT NULL, 
	CONSTRAINT pk_book PRIMARY KEY (book_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE checkpoint (
	book_id INTEGER NOT NULL, 
	suite INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	size INTEGER NOT NULL, 
	frontier BLOB NOT NULL, 
	note BLOB NOT NULL, 
	CONSTRAINT pk_checkpoint PRIMARY KEY (book_id, suite, n)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE confirmation (
	proposal_idx INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	confirmed_by TEXT NOT NULL, 
	CONSTRAINT pk_confirmation PRIMARY KEY (proposal_idx), 
	CONSTRAINT uq_confirmation_leaf_idx UNIQUE (leaf_idx)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE cosignature (
	book_id INTEGER NOT NULL, 
	suite INTEGER NOT NULL, 
	witness TEXT NOT NULL, 
	n INTEGER NOT NULL, 
	size INTEGER NOT NULL, 
	line TEXT NOT NULL, 
	CONSTRAINT pk_cosignature PRIMARY KEY (book_id, suite, witness, n)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE day_head (
	leaf_idx INTEGER NOT NULL, 
	of_book INTEGER NOT NULL, 
	size INTEGER NOT NULL, 
	root BLOB NOT NULL, 
	CONSTRAINT pk_day_head PRIMARY KEY (leaf_idx, of_book), 
	CONSTRAINT ck_day_head_root CHECK (length(root) = 32)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE disclosure (
	book_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	actor TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	purpose TEXT NOT NULL, 
	CONSTRAINT pk_disclosure PRIMARY KEY (book_id, leaf_idx), 
	CONSTRAINT ck_disclosure_kind CHECK (kind IN ('household', 'interference', 'tip', 'export'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE evidence_file (
	book_id INTEGER NOT NULL, 
	sha256 TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	size INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_evidence_file PRIMARY KEY (book_id, sha256)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE fiscal_capacity (
	book_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	basis TEXT NOT NULL, 
	expenditure_fen INTEGER NOT NULL, 
	doc_no TEXT NOT NULL, 
	CONSTRAINT pk_fiscal_capacity PRIMARY KEY (book_id, year, leaf_idx), 
	CONSTRAINT ck_fiscal_capacity_basis CHECK (basis IN ('final', 'budget', 'forecast')), 
	CONSTRAINT ck_fiscal_capacity_expenditure CHECK (expenditure_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE leaf (
	book_id INTEGER NOT NULL, 
	idx INTEGER NOT NULL, 
	body BLOB NOT NULL, 
	hash BLOB NOT NULL, 
	CONSTRAINT pk_leaf PRIMARY KEY (book_id, idx), 
	CONSTRAINT ck_leaf_size CHECK (length(body) <= 131072)
)
 STRICT;

CREATE TABLE limits (
	book_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	cap_fen INTEGER NOT NULL, 
	used_fen INTEGER NOT NULL, 
	last_on TEXT, 
	CONSTRAINT pk_limits PRIMARY KEY (book_id, kind, "key"), 
	CONSTRAINT ck_limits_cap CHECK (used_fen <= cap_fen)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE log_head (
	book_id INTEGER NOT NULL, 
	origin TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	frontier BLOB NOT NULL, 
	last_hash BLOB NOT NULL, 
	last_booked_at TEXT NOT NULL, 
	CONSTRAINT pk_log_head PRIMARY KEY (book_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE log_key (
	leaf_idx INTEGER NOT NULL, 
	suite INTEGER NOT NULL, 
	public BLOB NOT NULL, 
	CONSTRAINT pk_log_key PRIMARY KEY (leaf_idx, suite), 
	CONSTRAINT ck_log_key_suite CHECK (suite IN (1, 2)), 
	CONSTRAINT ck_log_key_public CHECK (length(public) = 32)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE login_failure (
	leaf_idx INTEGER NOT NULL, 
	user_id TEXT NOT NULL, 
	failures INTEGER NOT NULL, 
	first_at TEXT NOT NULL, 
	last_at TEXT NOT NULL, 
	CONSTRAINT pk_login_failure PRIMARY KEY (leaf_idx, user_id), 
	CONSTRAINT ck_login_failure_failures CHECK (failures > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE node (
	book_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	hash BLOB NOT NULL, 
	CONSTRAINT pk_node PRIMARY KEY (book_id, n)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE party (
	party_id TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	scheme TEXT NOT NULL, 
	name TEXT NOT NULL, 
	legal_representative TEXT, 
	is_sme INTEGER NOT NULL, 
	CONSTRAINT pk_party PRIMARY KEY (party_id), 
	CONSTRAINT ck_party_scheme CHECK (scheme IN ('uscc', 'foreign')), 
	CONSTRAINT ck_party_is_sme CHECK (is_sme IN (0, 1))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE period_change (
	book_id INTEGER NOT NULL, 
	period INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	voucher_count INTEGER, 
	debit_fen INTEGER, 
	credit_fen INTEGER, 
	CONSTRAINT pk_period_change PRIMARY KEY (book_id, period, leaf_idx), 
	CONSTRAINT ck_period_change_state CHECK (state IN ('open', 'closed'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE policy_pack (
	name TEXT NOT NULL, 
	version TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	issued_on TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	CONSTRAINT pk_policy_pack PRIMARY KEY (name, version)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE policy_param (
	"key" TEXT NOT NULL, 
	valid_from TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	value TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	doc_no TEXT NOT NULL, 
	clause TEXT, 
	valid_to TEXT, 
	evidence TEXT NOT NULL, 
	pack TEXT, 
	CONSTRAINT pk_policy_param PRIMARY KEY ("key", valid_from, leaf_idx), 
	CONSTRAINT ck_policy_param_evidence CHECK (evidence IN ('read', 'unverified'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE programme (
	book_id INTEGER NOT NULL, 
	programme TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	authority TEXT NOT NULL, 
	doc_no TEXT NOT NULL, 
	opens_on TEXT NOT NULL, 
	closes_on TEXT NOT NULL, 
	uses TEXT NOT NULL, 
	forbids TEXT NOT NULL, 
	matching_bp INTEGER NOT NULL, 
	CONSTRAINT pk_programme PRIMARY KEY (book_id, programme)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE project (
	book_id INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	phase TEXT, 
	campaign TEXT, 
	site TEXT, 
	starts_on TEXT, 
	ends_on TEXT, 
	design_life_years INTEGER, 
	subtype TEXT, 
	programme TEXT, 
	priority INTEGER, 
	authority TEXT, 
	CONSTRAINT pk_project PRIMARY KEY (book_id, project_id), 
	CONSTRAINT uq_project_book_id_code UNIQUE (book_id, code)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE proposal (
	leaf_idx INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	proposed_by TEXT NOT NULL, 
	content TEXT NOT NULL, 
	CONSTRAINT pk_proposal PRIMARY KEY (leaf_idx)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE refusal (
	book_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	facts TEXT NOT NULL, 
	CONSTRAINT pk_refusal PRIMARY KEY (book_id, leaf_idx, n)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE request (
	book_id INTEGER NOT NULL, 
	request_id TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	act TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	is_refused INTEGER NOT NULL, 
	CONSTRAINT pk_request PRIMARY KEY (book_id, request_id), 
	CONSTRAINT ck_request_is_refused CHECK (is_refused IN (0, 1))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE role_change (
	user_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	held INTEGER NOT NULL, 
	CONSTRAINT pk_role_change PRIMARY KEY (user_id, role, leaf_idx), 
	CONSTRAINT ck_role_change_held CHECK (held IN (0, 1))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE task (
	book_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	opened_on TEXT NOT NULL, 
	project_id INTEGER, 
	owner TEXT, 
	unit TEXT, 
	level TEXT, 
	due_on TEXT, 
	CONSTRAINT pk_task PRIMARY KEY (book_id, task_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE user (
	user_id TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_user PRIMARY KEY (user_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE user_key (
	user_id TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	public BLOB, 
	CONSTRAINT pk_user_key PRIMARY KEY (user_id, leaf_idx)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE voucher (
	book_id INTEGER NOT NULL, 
	voucher_id INTEGER NOT NULL, 
	period INTEGER NOT NULL, 
	word TEXT NOT NULL, 
	voucher_no INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	value_date TEXT NOT NULL, 
	booked_at TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	attachments INTEGER NOT NULL, 
	reverses_id INTEGER, 
	link_no TEXT, 
	payment_request_id INTEGER, 
	CONSTRAINT pk_voucher PRIMARY KEY (book_id, voucher_id), 
	CONSTRAINT uq_voucher_book_id_period_word_voucher_no UNIQUE (book_id, period, word, voucher_no), 
	CONSTRAINT uq_voucher_book_id_reverses_id UNIQUE (book_id, reverses_id), 
	CONSTRAINT fk_voucher_book_id_reverses_id FOREIGN KEY(book_id, reverses_id) REFERENCES voucher (book_id, voucher_id), 
	CONSTRAINT ck_voucher_kind CHECK (kind IN ('normal', 'opening', 'closing', 'reversal', 'return', 'carry_over', 'bank_fact')), 
	CONSTRAINT ck_voucher_word CHECK (word IN ('初', '收', '付', '转', '记'))
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_voucher_book_id_value_date_voucher_id ON voucher (book_id, value_date, voucher_id);

CREATE TABLE zero_report (
	book_id INTEGER NOT NULL, 
	month INTEGER NOT NULL, 
	actor TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	CONSTRAINT pk_zero_report PRIMARY KEY (book_id, month, actor)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE acceptance (
	book_id INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	sub_project_id INTEGER, 
	accepted_on TEXT NOT NULL, 
	usable_on TEXT NOT NULL, 
	doc_no TEXT NOT NULL, 
	filed_on TEXT, 
	CONSTRAINT pk_acceptance PRIMARY KEY (book_id, project_id, leaf_idx), 
	CONSTRAINT fk_acceptance_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE accountability (
	book_id INTEGER NOT NULL, 
	accountability_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER, 
	task_id INTEGER, 
	inspection_id INTEGER, 
	person TEXT NOT NULL, 
	unit TEXT NOT NULL, 
	failing TEXT NOT NULL, 
	measure TEXT NOT NULL, 
	decided_on TEXT NOT NULL, 
	doc_no TEXT NOT NULL, 
	CONSTRAINT pk_accountability PRIMARY KEY (book_id, accountability_id), 
	CONSTRAINT fk_accountability_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_accountability_failing CHECK (failing IN ('inaction', 'slowness', 'wrongdoing')), 
	CONSTRAINT ck_accountability_measure CHECK (measure IN ('criticism', 'talk', 'transfer', 'case'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE bank_account (
	book_id INTEGER NOT NULL, 
	bank_account_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	account TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	bank_name TEXT NOT NULL, 
	account_no TEXT NOT NULL, 
	CONSTRAINT pk_bank_account PRIMARY KEY (book_id, bank_account_id), 
	CONSTRAINT fk_bank_account_book_id_account FOREIGN KEY(book_id, account) REFERENCES account (book_id, code), 
	CONSTRAINT ck_bank_account_kind CHECK (kind IN ('bank', 'cash', 'transit', 'quota')), 
	CONSTRAINT uq_bank_account_book_id_account_no UNIQUE (book_id, account_no)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE budget_line (
	book_id INTEGER NOT NULL, 
	budget_line_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	cost_class TEXT NOT NULL, 
	account TEXT NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	CONSTRAINT pk_budget_line PRIMARY KEY (book_id, budget_line_id), 
	CONSTRAINT fk_budget_line_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_budget_line_book_id_document_id FOREIGN KEY(book_id, document_id) REFERENCES approval_document (book_id, document_id), 
	CONSTRAINT uq_budget_line_book_id_project_id_code UNIQUE (book_id, project_id, code), 
	CONSTRAINT ck_budget_line_cost_class CHECK (cost_class IN ('works', 'installation', 'equipment', 'allocable', 'other')), 
	CONSTRAINT ck_budget_line_amount CHECK (amount_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE declared_interest (
	user_id TEXT NOT NULL, 
	party_id TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	held INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_declared_interest PRIMARY KEY (user_id, party_id, leaf_idx), 
	CONSTRAINT fk_declared_interest_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT ck_declared_interest_held CHECK (held IN (0, 1))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE delivery (
	book_id INTEGER NOT NULL, 
	delivery_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	doc_no TEXT NOT NULL, 
	delivered_on TEXT NOT NULL, 
	receiver TEXT NOT NULL, 
	CONSTRAINT pk_delivery PRIMARY KEY (book_id, delivery_id), 
	CONSTRAINT fk_delivery_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT uq_delivery_book_id_doc_no UNIQUE (book_id, doc_no)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE final_account (
	book_id INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	doc_no TEXT NOT NULL, 
	authority TEXT NOT NULL, 
	stated_on TEXT NOT NULL, 
	cost_fen INTEGER NOT NULL, 
	tail_fen INTEGER NOT NULL, 
	surplus_fen INTEGER NOT NULL, 
	CONSTRAINT pk_final_account PRIMARY KEY (book_id, project_id, leaf_idx), 
	CONSTRAINT fk_final_account_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_final_account_state CHECK (state IN ('submitted', 'approved')), 
	CONSTRAINT ck_final_account_tail CHECK (tail_fen >= 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE fund_application (
	book_id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	programme TEXT NOT NULL, 
	cost_item TEXT, 
	applied_on TEXT NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	doc_no TEXT NOT NULL, 
	CONSTRAINT pk_fund_application PRIMARY KEY (book_id, application_id), 
	CONSTRAINT fk_fund_application_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_fund_application_book_id_programme FOREIGN KEY(book_id, programme) REFERENCES programme (book_id, programme), 
	CONSTRAINT ck_fund_application_amount CHECK (amount_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE fund_source (
	book_id INTEGER NOT NULL, 
	fund_source_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	level TEXT NOT NULL, 
	programme TEXT, 
	route TEXT NOT NULL, 
	income_account TEXT NOT NULL, 
	budget_account TEXT NOT NULL, 
	CONSTRAINT pk_fund_source PRIMARY KEY (book_id, fund_source_id), 
	CONSTRAINT fk_fund_source_book_id_income_account FOREIGN KEY(book_id, income_account) REFERENCES account (book_id, code), 
	CONSTRAINT fk_fund_source_book_id_budget_account FOREIGN KEY(book_id, budget_account) REFERENCES account (book_id, code), 
	CONSTRAINT uq_fund_source_book_id_name UNIQUE (book_id, name)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE inspection (
	book_id INTEGER NOT NULL, 
	inspection_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	inspected_on TEXT NOT NULL, 
	inspectors TEXT NOT NULL, 
	summary TEXT NOT NULL, 
	sha256 TEXT, 
	CONSTRAINT pk_inspection PRIMARY KEY (book_id, inspection_id), 
	CONSTRAINT fk_inspection_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_inspection_kind CHECK (kind IN ('routine', 'unannounced', 'congress', 'consultative', 'discipline'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE insurance (
	book_id INTEGER NOT NULL, 
	insurance_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	insurer TEXT NOT NULL, 
	policy_no TEXT NOT NULL, 
	insured_fen INTEGER NOT NULL, 
	valid_from TEXT NOT NULL, 
	expires_on TEXT NOT NULL, 
	CONSTRAINT pk_insurance PRIMARY KEY (book_id, insurance_id), 
	CONSTRAINT fk_insurance_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT uq_insurance_book_id_policy_no UNIQUE (book_id, policy_no), 
	CONSTRAINT ck_insurance_kind CHECK (kind IN ('quality', 'works', 'third_party', 'accident')), 
	CONSTRAINT ck_insurance_insured CHECK (insured_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE milestone (
	book_id INTEGER NOT NULL, 
	milestone_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	due_on TEXT NOT NULL, 
	CONSTRAINT pk_milestone PRIMARY KEY (book_id, milestone_id), 
	CONSTRAINT fk_milestone_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_milestone_kind CHECK (kind IN ('stage', 'annual', 'overall'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE party_account (
	party_id TEXT NOT NULL, 
	account_no TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	bank_name TEXT NOT NULL, 
	purpose TEXT NOT NULL, 
	CONSTRAINT pk_party_account PRIMARY KEY (party_id, account_no), 
	CONSTRAINT fk_party_account_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT ck_party_account_purpose CHECK (purpose IN ('general', 'wage'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE party_link (
	party_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	CONSTRAINT pk_party_link PRIMARY KEY (party_id, kind, name), 
	CONSTRAINT fk_party_link_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT ck_party_link_kind CHECK (kind IN ('legal_representative', 'controller', 'shareholder', 'key_staff'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE payment_request (
	book_id INTEGER NOT NULL, 
	payment_request_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	contract_id INTEGER, 
	kind TEXT NOT NULL, 
	value_date TEXT NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	summary TEXT NOT NULL, 
	attachments INTEGER NOT NULL, 
	CONSTRAINT pk_payment_request PRIMARY KEY (book_id, payment_request_id), 
	CONSTRAINT fk_payment_request_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_payment_request_kind CHECK (kind IN ('advance', 'progress', 'retention', 'settlement', 'compensation', 'service', 'deposit_refund', 'grantor_return')), 
	CONSTRAINT ck_payment_request_amount CHECK (amount_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE phase_change (
	book_id INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	phase TEXT NOT NULL, 
	entered_on TEXT NOT NULL, 
	doc_no TEXT NOT NULL, 
	CONSTRAINT pk_phase_change PRIMARY KEY (book_id, project_id, leaf_idx), 
	CONSTRAINT fk_phase_change_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_phase_change_phase CHECK (phase IN ('proposal', 'feasibility', 'design', 'tender', 'construction', 'acceptance', 'closing', 'operation', 'closed'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE plot (
	book_id INTEGER NOT NULL, 
	plot_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	plot_no TEXT NOT NULL, 
	name TEXT NOT NULL, 
	batch TEXT NOT NULL, 
	boundary TEXT NOT NULL, 
	households INTEGER NOT NULL, 
	area_dm2 INTEGER NOT NULL, 
	CONSTRAINT pk_plot PRIMARY KEY (book_id, plot_id), 
	CONSTRAINT fk_plot_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_plot_book_id_document_id FOREIGN KEY(book_id, document_id) REFERENCES approval_document (book_id, document_id), 
	CONSTRAINT uq_plot_book_id_project_id_plot_no UNIQUE (book_id, project_id, plot_no), 
	CONSTRAINT ck_plot_households CHECK (households > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE qualification (
	party_id TEXT NOT NULL, 
	certificate_no TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	role TEXT NOT NULL, 
	grade TEXT NOT NULL, 
	valid_from TEXT NOT NULL, 
	valid_to TEXT NOT NULL, 
	CONSTRAINT pk_qualification PRIMARY KEY (party_id, certificate_no, leaf_idx), 
	CONSTRAINT fk_qualification_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT ck_qualification_role CHECK (role IN ('investigator', 'designer', 'contractor', 'supervisor'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE responsibility (
	book_id INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	role TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	party_id TEXT NOT NULL, 
	leader TEXT NOT NULL, 
	leader_cert_no TEXT, 
	letter_no TEXT NOT NULL, 
	authorisation_no TEXT NOT NULL, 
	from_on TEXT NOT NULL, 
	sub_project_id INTEGER, 
	bundle TEXT, 
	person_hash TEXT, 
	letter_sha256 TEXT, 
	authorisation_sha256 TEXT, 
	filing_no TEXT, 
	CONSTRAINT pk_responsibility PRIMARY KEY (book_id, project_id, role, leaf_idx), 
	CONSTRAINT fk_responsibility_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_responsibility_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT ck_responsibility_role CHECK (role IN ('client', 'investigator', 'designer', 'contractor', 'supervisor'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE review_record (
	book_id INTEGER NOT NULL, 
	review_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	held_on TEXT NOT NULL, 
	experts TEXT NOT NULL, 
	result TEXT NOT NULL, 
	sha256 TEXT, 
	CONSTRAINT pk_review_record PRIMARY KEY (book_id, review_id), 
	CONSTRAINT fk_review_record_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_review_record_result CHECK (result IN ('passed', 'conditional', 'failed'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE risk (
	book_id INTEGER NOT NULL, 
	risk_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	stage TEXT NOT NULL, 
	risk TEXT NOT NULL, 
	level TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	answer TEXT NOT NULL, 
	liability_fen INTEGER NOT NULL, 
	is_closed INTEGER NOT NULL, 
	CONSTRAINT pk_risk PRIMARY KEY (book_id, risk_id, leaf_idx), 
	CONSTRAINT fk_risk_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_risk_level CHECK (level IN ('low', 'medium', 'high')), 
	CONSTRAINT ck_risk_is_closed CHECK (is_closed IN (0, 1))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE sub_project (
	book_id INTEGER NOT NULL, 
	sub_project_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	batch TEXT, 
	pilot INTEGER NOT NULL, 
	CONSTRAINT pk_sub_project PRIMARY KEY (book_id, sub_project_id), 
	CONSTRAINT fk_sub_project_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT uq_sub_project_book_id_project_id_code UNIQUE (book_id, project_id, code)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE task_report (
	book_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	actor TEXT NOT NULL, 
	done_bp INTEGER NOT NULL, 
	note TEXT NOT NULL, 
	closed_on TEXT, 
	CONSTRAINT pk_task_report PRIMARY KEY (book_id, task_id, leaf_idx), 
	CONSTRAINT fk_task_report_book_id_task_id FOREIGN KEY(book_id, task_id) REFERENCES task (book_id, task_id), 
	CONSTRAINT ck_task_report_done CHECK (done_bp BETWEEN 0 AND 10000)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE tender (
	book_id INTEGER NOT NULL, 
	tender_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	sub_project_id INTEGER, 
	tender_no TEXT NOT NULL, 
	name TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	method TEXT NOT NULL, 
	scope_tag TEXT NOT NULL, 
	estimate_fen INTEGER NOT NULL, 
	announced_on TEXT NOT NULL, 
	bids_due_on TEXT NOT NULL, 
	required_role TEXT, 
	required_grade TEXT, 
	exempt_doc_no TEXT, 
	CONSTRAINT pk_tender PRIMARY KEY (book_id, tender_id), 
	CONSTRAINT fk_tender_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT uq_tender_book_id_tender_no UNIQUE (book_id, tender_no), 
	CONSTRAINT ck_tender_subject CHECK (subject IN ('works', 'goods', 'services')), 
	CONSTRAINT ck_tender_method CHECK (method IN ('public', 'invited', 'negotiated', 'single_source', 'inquiry', 'direct')), 
	CONSTRAINT ck_tender_estimate CHECK (estimate_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE tip (
	book_id INTEGER NOT NULL, 
	tip_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER, 
	received_on TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	content TEXT NOT NULL, 
	reply_by_on TEXT NOT NULL, 
	CONSTRAINT pk_tip PRIMARY KEY (book_id, tip_id), 
	CONSTRAINT fk_tip_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE allotment (
	book_id INTEGER NOT NULL, 
	allotment_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	allotment_no TEXT NOT NULL, 
	fund_source_id INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	fiscal_year INTEGER NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	function_code TEXT, 
	economic_code TEXT, 
	CONSTRAINT pk_allotment PRIMARY KEY (book_id, allotment_id), 
	CONSTRAINT fk_allotment_book_id_fund_source_id FOREIGN KEY(book_id, fund_source_id) REFERENCES fund_source (book_id, fund_source_id), 
	CONSTRAINT fk_allotment_book_id_document_id FOREIGN KEY(book_id, document_id) REFERENCES approval_document (book_id, document_id), 
	CONSTRAINT uq_allotment_book_id_allotment_no UNIQUE (book_id, allotment_no), 
	CONSTRAINT ck_allotment_amount CHECK (amount_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE application_answer (
	book_id INTEGER NOT NULL, 
	application_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	state TEXT NOT NULL, 
	answered_on TEXT NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	doc_no TEXT NOT NULL, 
	CONSTRAINT pk_application_answer PRIMARY KEY (book_id, application_id, leaf_idx), 
	CONSTRAINT fk_application_answer_book_id_application_id FOREIGN KEY(book_id, application_id) REFERENCES fund_application (book_id, application_id), 
	CONSTRAINT ck_application_answer_state CHECK (state IN ('approved', 'rejected', 'received', 'withdrawn'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE bank_statement_line (
	book_id INTEGER NOT NULL, 
	statement_line_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	bank_account_id INTEGER NOT NULL, 
	booked_on TEXT NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	bank_ref TEXT NOT NULL, 
	counterparty TEXT NOT NULL, 
	note TEXT, 
	CONSTRAINT pk_bank_statement_line PRIMARY KEY (book_id, statement_line_id), 
	CONSTRAINT fk_bank_statement_line_book_id_bank_account_id FOREIGN KEY(book_id, bank_account_id) REFERENCES bank_account (book_id, bank_account_id), 
	CONSTRAINT uq_bank_statement_line_book_id_bank_account_id_bank_ref UNIQUE (book_id, bank_account_id, bank_ref)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE bid (
	book_id INTEGER NOT NULL, 
	tender_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	party_id TEXT NOT NULL, 
	price_fen INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	deposit_fen INTEGER NOT NULL, 
	deposit_account TEXT, 
	agent TEXT, 
	phone TEXT, 
	manager TEXT, 
	CONSTRAINT pk_bid PRIMARY KEY (book_id, tender_id, n), 
	CONSTRAINT fk_bid_book_id_tender_id FOREIGN KEY(book_id, tender_id) REFERENCES tender (book_id, tender_id), 
	CONSTRAINT fk_bid_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT uq_bid_book_id_tender_id_party_id UNIQUE (book_id, tender_id, party_id), 
	CONSTRAINT ck_bid_price CHECK (price_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE contract (
	book_id INTEGER NOT NULL, 
	contract_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	sub_project_id INTEGER, 
	kind TEXT NOT NULL, 
	contract_no TEXT NOT NULL, 
	name TEXT NOT NULL, 
	party_id TEXT, 
	payee_name TEXT NOT NULL, 
	payee_bank TEXT NOT NULL, 
	payee_account TEXT NOT NULL, 
	wage_account TEXT, 
	price_fen INTEGER NOT NULL, 
	signed_on TEXT NOT NULL, 
	defects_until_on TEXT, 
	budget_line_id INTEGER NOT NULL, 
	cost_item TEXT, 
	obligation_account TEXT NOT NULL, 
	advance_account TEXT, 
	advance_cap_fen INTEGER NOT NULL, 
	recoup_bp INTEGER NOT NULL, 
	retention_bp INTEGER NOT NULL, 
	labour_bp INTEGER NOT NULL, 
	progress_bp INTEGER NOT NULL, 
	performance_fen INTEGER NOT NULL, 
	advance_guarantee_fen INTEGER NOT NULL, 
	tender_id INTEGER, 
	delivery_mode TEXT, 
	main_contract_id INTEGER, 
	starts_on TEXT, 
	ends_on TEXT, 
	pay_days INTEGER, 
	CONSTRAINT pk_contract PRIMARY KEY (book_id, contract_id), 
	CONSTRAINT fk_contract_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_contract_book_id_budget_line_id FOREIGN KEY(book_id, budget_line_id) REFERENCES budget_line (book_id, budget_line_id), 
	CONSTRAINT fk_contract_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT uq_contract_book_id_contract_no UNIQUE (book_id, contract_no), 
	CONSTRAINT ck_contract_kind CHECK (kind IN ('works', 'survey', 'design', 'supervision', 'equipment', 'service', 'compensation', 'ppp', 'loan', 'deposit', 'grant')), 
	CONSTRAINT ck_contract_price CHECK (price_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_contract_book_id_project_id ON contract (book_id, project_id);

CREATE TABLE debt (
	book_id INTEGER NOT NULL, 
	debt_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	debt_no TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	project_id INTEGER NOT NULL, 
	fund_source_id INTEGER NOT NULL, 
	debtor_kind TEXT NOT NULL, 
	debtor_id TEXT, 
	creditor TEXT NOT NULL, 
	principal_fen INTEGER NOT NULL, 
	rate_ppm INTEGER NOT NULL, 
	starts_on TEXT NOT NULL, 
	ends_on TEXT NOT NULL, 
	repaid_from TEXT NOT NULL, 
	is_hidden INTEGER NOT NULL, 
	is_guaranteed INTEGER NOT NULL, 
	CONSTRAINT pk_debt PRIMARY KEY (book_id, debt_id), 
	CONSTRAINT fk_debt_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_debt_book_id_fund_source_id FOREIGN KEY(book_id, fund_source_id) REFERENCES fund_source (book_id, fund_source_id), 
	CONSTRAINT fk_debt_debtor_id FOREIGN KEY(debtor_id) REFERENCES party (party_id), 
	CONSTRAINT uq_debt_book_id_debt_no UNIQUE (book_id, debt_no), 
	CONSTRAINT ck_debt_kind CHECK (kind IN ('special_bond', 'general_bond', 'policy_loan', 'bank_loan', 'entity_loan', 'fund')), 
	CONSTRAINT ck_debt_debtor_kind CHECK (debtor_kind IN ('government', 'soe', 'fund', 'platform')), 
	CONSTRAINT ck_debt_is_hidden CHECK (is_hidden IN (0, 1)), 
	CONSTRAINT ck_debt_is_guaranteed CHECK (is_guaranteed IN (0, 1)), 
	CONSTRAINT ck_debt_principal CHECK (principal_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE delivery_line (
	book_id INTEGER NOT NULL, 
	delivery_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	name TEXT NOT NULL, 
	account TEXT NOT NULL, 
	own_fen INTEGER NOT NULL, 
	allocated_fen INTEGER NOT NULL, 
	quantity INTEGER NOT NULL, 
	unit TEXT NOT NULL, 
	CONSTRAINT pk_delivery_line PRIMARY KEY (book_id, delivery_id, n), 
	CONSTRAINT fk_delivery_line_book_id_delivery_id FOREIGN KEY(book_id, delivery_id) REFERENCES delivery (book_id, delivery_id), 
	CONSTRAINT fk_delivery_line_book_id_account FOREIGN KEY(book_id, account) REFERENCES account (book_id, code), 
	CONSTRAINT ck_delivery_line_kind CHECK (kind IN ('fixed', 'current', 'intangible', 'infrastructure', 'housing', 'others')), 
	CONSTRAINT ck_delivery_line_amounts CHECK (own_fen >= 0 AND allocated_fen >= 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE hold (
	book_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	payment_request_id INTEGER NOT NULL, 
	tranche_id INTEGER NOT NULL, 
	bank_account_id INTEGER NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	CONSTRAINT pk_hold PRIMARY KEY (book_id, leaf_idx, n), 
	CONSTRAINT fk_hold_book_id_payment_request_id FOREIGN KEY(book_id, payment_request_id) REFERENCES payment_request (book_id, payment_request_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE house_survey (
	book_id INTEGER NOT NULL, 
	plot_id INTEGER NOT NULL, 
	household_no TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	house_no TEXT NOT NULL, 
	owner_name TEXT NOT NULL, 
	resident_hash TEXT NOT NULL, 
	resident_tail TEXT NOT NULL, 
	area_dm2 INTEGER NOT NULL, 
	surveyed_on TEXT NOT NULL, 
	CONSTRAINT pk_house_survey PRIMARY KEY (book_id, plot_id, household_no), 
	CONSTRAINT fk_house_survey_book_id_plot_id FOREIGN KEY(book_id, plot_id) REFERENCES plot (book_id, plot_id), 
	CONSTRAINT uq_house_survey_book_id_house_no UNIQUE (book_id, house_no), 
	CONSTRAINT ck_house_survey_area CHECK (area_dm2 > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE inspection_finding (
	book_id INTEGER NOT NULL, 
	inspection_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	finding TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	mend_by_on TEXT NOT NULL, 
	holds_payment INTEGER NOT NULL, 
	CONSTRAINT pk_inspection_finding PRIMARY KEY (book_id, inspection_id, n), 
	CONSTRAINT fk_inspection_finding_book_id_inspection_id FOREIGN KEY(book_id, inspection_id) REFERENCES inspection (book_id, inspection_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE milestone_reached (
	book_id INTEGER NOT NULL, 
	milestone_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	reached_on TEXT NOT NULL, 
	doc_no TEXT NOT NULL, 
	CONSTRAINT pk_milestone_reached PRIMARY KEY (book_id, milestone_id), 
	CONSTRAINT fk_milestone_reached_book_id_milestone_id FOREIGN KEY(book_id, milestone_id) REFERENCES milestone (book_id, milestone_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE payment_step (
	book_id INTEGER NOT NULL, 
	payment_request_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	step TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	note TEXT, 
	CONSTRAINT pk_payment_step PRIMARY KEY (book_id, payment_request_id, leaf_idx), 
	CONSTRAINT fk_payment_step_book_id_payment_request_id FOREIGN KEY(book_id, payment_request_id) REFERENCES payment_request (book_id, payment_request_id), 
	CONSTRAINT ck_payment_step_step CHECK (step IN ('submitted', 'reviewed', 'endorsed', 'approved', 'returned', 'paid'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE renewal_step (
	book_id INTEGER NOT NULL, 
	plot_id INTEGER NOT NULL, 
	step TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	held_on TEXT NOT NULL, 
	doc_no TEXT NOT NULL, 
	needed_fen INTEGER NOT NULL, 
	CONSTRAINT pk_renewal_step PRIMARY KEY (book_id, plot_id, step), 
	CONSTRAINT fk_renewal_step_book_id_plot_id FOREIGN KEY(book_id, plot_id) REFERENCES plot (book_id, plot_id), 
	CONSTRAINT ck_renewal_step_step CHECK (step IN ('notice', 'hearing', 'plan', 'decision'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE tip_reply (
	book_id INTEGER NOT NULL, 
	tip_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	replied_on TEXT NOT NULL, 
	reply TEXT NOT NULL, 
	CONSTRAINT pk_tip_reply PRIMARY KEY (book_id, tip_id), 
	CONSTRAINT fk_tip_reply_book_id_tip_id FOREIGN KEY(book_id, tip_id) REFERENCES tip (book_id, tip_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE asset_package (
	book_id INTEGER NOT NULL, 
	package_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	debt_id INTEGER NOT NULL, 
	packed_on TEXT NOT NULL, 
	CONSTRAINT pk_asset_package PRIMARY KEY (book_id, package_id), 
	CONSTRAINT fk_asset_package_book_id_debt_id FOREIGN KEY(book_id, debt_id) REFERENCES debt (book_id, debt_id), 
	CONSTRAINT uq_asset_package_book_id_name UNIQUE (book_id, name)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE certificate (
	book_id INTEGER NOT NULL, 
	certificate_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	contract_id INTEGER NOT NULL, 
	certificate_no INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	certified_on TEXT NOT NULL, 
	supervisor_id TEXT, 
	chief_engineer TEXT, 
	document_sha256 TEXT, 
	CONSTRAINT pk_certificate PRIMARY KEY (book_id, certificate_id), 
	CONSTRAINT fk_certificate_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT uq_certificate_book_id_contract_id_certificate_no UNIQUE (book_id, contract_id, certificate_no), 
	CONSTRAINT ck_certificate_kind CHECK (kind IN ('progress', 'settlement', 'agreement', 'service', 'remeasure'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE debt_schedule (
	book_id INTEGER NOT NULL, 
	debt_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	due_on TEXT NOT NULL, 
	principal_fen INTEGER NOT NULL, 
	interest_fen INTEGER NOT NULL, 
	CONSTRAINT pk_debt_schedule PRIMARY KEY (book_id, debt_id, n), 
	CONSTRAINT fk_debt_schedule_book_id_debt_id FOREIGN KEY(book_id, debt_id) REFERENCES debt (book_id, debt_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE finding_closure (
	book_id INTEGER NOT NULL, 
	inspection_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	closed_on TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	CONSTRAINT pk_finding_closure PRIMARY KEY (book_id, inspection_id, n), 
	CONSTRAINT fk_finding_closure_book_id_inspection_id_n FOREIGN KEY(book_id, inspection_id, n) REFERENCES inspection_finding (book_id, inspection_id, n)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE funding_plan (
	book_id INTEGER NOT NULL, 
	contract_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	fund_source_id INTEGER NOT NULL, 
	allotment_id INTEGER, 
	fiscal_year INTEGER NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	CONSTRAINT pk_funding_plan PRIMARY KEY (book_id, contract_id, n, leaf_idx), 
	CONSTRAINT fk_funding_plan_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_funding_plan_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT fk_funding_plan_book_id_fund_source_id FOREIGN KEY(book_id, fund_source_id) REFERENCES fund_source (book_id, fund_source_id), 
	CONSTRAINT fk_funding_plan_book_id_allotment_id FOREIGN KEY(book_id, allotment_id) REFERENCES allotment (book_id, allotment_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE guarantee (
	book_id INTEGER NOT NULL, 
	guarantee_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	contract_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	form TEXT NOT NULL, 
	issuer TEXT NOT NULL, 
	letter_no TEXT NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	valid_from TEXT NOT NULL, 
	expires_on TEXT NOT NULL, 
	CONSTRAINT pk_guarantee PRIMARY KEY (book_id, guarantee_id), 
	CONSTRAINT fk_guarantee_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT ck_guarantee_kind CHECK (kind IN ('performance', 'advance', 'wage', 'bid', 'quality')), 
	CONSTRAINT ck_guarantee_form CHECK (form IN ('letter', 'insurance', 'cash')), 
	CONSTRAINT ck_guarantee_amount CHECK (amount_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE house_valuation (
	book_id INTEGER NOT NULL, 
	plot_id INTEGER NOT NULL, 
	household_no TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	appraiser_id TEXT NOT NULL, 
	value_fen INTEGER NOT NULL, 
	valued_on TEXT NOT NULL, 
	CONSTRAINT pk_house_valuation PRIMARY KEY (book_id, plot_id, household_no, leaf_idx), 
	CONSTRAINT fk_house_valuation_book_id_plot_id_household_no FOREIGN KEY(book_id, plot_id, household_no) REFERENCES house_survey (book_id, plot_id, household_no), 
	CONSTRAINT fk_house_valuation_appraiser_id FOREIGN KEY(appraiser_id) REFERENCES party (party_id), 
	CONSTRAINT ck_house_valuation_value CHECK (value_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE household (
	book_id INTEGER NOT NULL, 
	contract_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	household_no TEXT NOT NULL, 
	plot TEXT NOT NULL, 
	owner_name TEXT NOT NULL, 
	resident_hash TEXT, 
	resident_tail TEXT, 
	area_dm2 INTEGER NOT NULL, 
	mode TEXT NOT NULL, 
	house_no TEXT, 
	replacement TEXT, 
	replacement_dm2 INTEGER NOT NULL, 
	house_fen INTEGER NOT NULL, 
	moving_fen INTEGER NOT NULL, 
	temporary_fen INTEGER NOT NULL, 
	loss_fen INTEGER NOT NULL, 
	CONSTRAINT pk_household PRIMARY KEY (book_id, contract_id), 
	CONSTRAINT fk_household_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT fk_household_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT uq_household_book_id_project_id_household_no UNIQUE (book_id, project_id, household_no)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_household_book_id_house_no ON household (book_id, house_no);

CREATE INDEX ix_household_book_id_resident_hash ON household (book_id, resident_hash);

CREATE TABLE interest_subsidy (
	book_id INTEGER NOT NULL, 
	debt_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	grantor TEXT NOT NULL, 
	doc_no TEXT NOT NULL, 
	base_fen INTEGER NOT NULL, 
	rate_ppm INTEGER NOT NULL, 
	from_on TEXT NOT NULL, 
	until_on TEXT NOT NULL, 
	days INTEGER NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	CONSTRAINT pk_interest_subsidy PRIMARY KEY (book_id, debt_id, n), 
	CONSTRAINT fk_interest_subsidy_book_id_debt_id FOREIGN KEY(book_id, debt_id) REFERENCES debt (book_id, debt_id), 
	CONSTRAINT ck_interest_subsidy_amounts CHECK (amount_fen >= 0 AND days > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE interference (
	book_id INTEGER NOT NULL, 
	interference_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER, 
	contract_id INTEGER, 
	occurred_on TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	area TEXT NOT NULL, 
	directness TEXT NOT NULL, 
	content TEXT NOT NULL, 
	recorder TEXT NOT NULL, 
	act_kind TEXT NOT NULL, 
	actor_name TEXT, 
	actor_unit TEXT, 
	actor_post TEXT, 
	actor_rank TEXT, 
	intermediary TEXT, 
	beneficiary_id TEXT, 
	beneficiary TEXT, 
	witnesses TEXT, 
	evidence_sha256 TEXT, 
	is_anonymous INTEGER NOT NULL, 
	tender_id INTEGER, 
	payment_request_id INTEGER, 
	stage TEXT, 
	CONSTRAINT pk_interference PRIMARY KEY (book_id, interference_id), 
	CONSTRAINT fk_interference_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_interference_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT ck_interference_directness CHECK (directness IN ('direct', 'indirect', 'disguised'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE invoice (
	book_id INTEGER NOT NULL, 
	invoice_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	contract_id INTEGER NOT NULL, 
	issuer_id TEXT NOT NULL, 
	code TEXT NOT NULL, 
	number TEXT NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	issued_on TEXT NOT NULL, 
	verified_on TEXT, 
	state TEXT NOT NULL, 
	CONSTRAINT pk_invoice PRIMARY KEY (book_id, invoice_id), 
	CONSTRAINT fk_invoice_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT fk_invoice_issuer_id FOREIGN KEY(issuer_id) REFERENCES party (party_id), 
	CONSTRAINT uq_invoice_book_id_code_number UNIQUE (book_id, code, number), 
	CONSTRAINT ck_invoice_state CHECK (state IN ('normal', 'void', 'red', 'partly_red')), 
	CONSTRAINT ck_invoice_amount CHECK (amount_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE override_request (
	book_id INTEGER NOT NULL, 
	override_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	control TEXT NOT NULL, 
	project_id INTEGER NOT NULL, 
	contract_id INTEGER, 
	limit_fen INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	doc_no TEXT NOT NULL, 
	asked_by TEXT NOT NULL, 
	expires_on TEXT NOT NULL, 
	CONSTRAINT pk_override_request PRIMARY KEY (book_id, override_id), 
	CONSTRAINT fk_override_request_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_override_request_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT ck_override_request_limit CHECK (limit_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE payment_line (
	book_id INTEGER NOT NULL, 
	payment_line_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	payment_request_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	contract_id INTEGER NOT NULL, 
	certificate_id INTEGER, 
	certificate_n INTEGER, 
	account TEXT NOT NULL, 
	cost_item TEXT, 
	payee_name TEXT NOT NULL, 
	payee_bank TEXT NOT NULL, 
	payee_account TEXT NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	CONSTRAINT pk_payment_line PRIMARY KEY (book_id, payment_line_id), 
	CONSTRAINT fk_payment_line_book_id_payment_request_id FOREIGN KEY(book_id, payment_request_id) REFERENCES payment_request (book_id, payment_request_id), 
	CONSTRAINT fk_payment_line_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT ck_payment_line_amount CHECK (amount_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_payment_line_book_id_contract_id ON payment_line (book_id, contract_id);

CREATE INDEX ix_payment_line_book_id_payment_request_id ON payment_line (book_id, payment_request_id);

CREATE TABLE ppp_agreement (
	book_id INTEGER NOT NULL, 
	contract_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	mode TEXT NOT NULL, 
	mechanism TEXT NOT NULL, 
	regime TEXT NOT NULL, 
	infrastructure TEXT NOT NULL, 
	starts_on TEXT NOT NULL, 
	term_years INTEGER NOT NULL, 
	capital_fen INTEGER NOT NULL, 
	government_share_ppm INTEGER NOT NULL, 
	invested_fen INTEGER NOT NULL, 
	linked_ppm INTEGER NOT NULL, 
	is_fund_budget INTEGER NOT NULL, 
	doc_no TEXT NOT NULL, 
	CONSTRAINT pk_ppp_agreement PRIMARY KEY (book_id, contract_id), 
	CONSTRAINT fk_ppp_agreement_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT fk_ppp_agreement_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_ppp_agreement_mode CHECK (mode IN ('OM', 'MC', 'BOT', 'BOOT', 'BOO', 'DBFOT', 'TOT', 'ROT')), 
	CONSTRAINT ck_ppp_agreement_mechanism CHECK (mechanism IN ('user_pay', 'gap_subsidy', 'government_pay')), 
	CONSTRAINT ck_ppp_agreement_regime CHECK (regime IN ('stock', 'concession')), 
	CONSTRAINT ck_ppp_agreement_is_fund_budget CHECK (is_fund_budget IN (0, 1)), 
	CONSTRAINT ck_ppp_agreement_terms CHECK (term_years > 0 AND capital_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE statement_use (
	book_id INTEGER NOT NULL, 
	statement_line_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	CONSTRAINT pk_statement_use PRIMARY KEY (book_id, statement_line_id), 
	CONSTRAINT fk_statement_use_book_id_statement_line_id FOREIGN KEY(book_id, statement_line_id) REFERENCES bank_statement_line (book_id, statement_line_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE tender_award (
	book_id INTEGER NOT NULL, 
	tender_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	candidates_on TEXT NOT NULL, 
	noticed_on TEXT NOT NULL, 
	reason TEXT, 
	CONSTRAINT pk_tender_award PRIMARY KEY (book_id, tender_id), 
	CONSTRAINT fk_tender_award_book_id_tender_id_n FOREIGN KEY(book_id, tender_id, n) REFERENCES bid (book_id, tender_id, n)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE tranche (
	book_id INTEGER NOT NULL, 
	tranche_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	label TEXT NOT NULL, 
	form TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	fund_source_id INTEGER, 
	allotment_id INTEGER, 
	amount_fen INTEGER NOT NULL, 
	received_on TEXT, 
	fund_year INTEGER, 
	expiry_on TEXT, 
	in_budget INTEGER NOT NULL, 
	restricted INTEGER NOT NULL, 
	uses TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	return_to TEXT, 
	interest_rule TEXT, 
	surplus_rule TEXT, 
	parent_tranche_id INTEGER, 
	origin_book INTEGER, 
	origin_tranche INTEGER, 
	depositor TEXT, 
	forbids TEXT NOT NULL, 
	matching_bp INTEGER NOT NULL, 
	programme TEXT, 
	CONSTRAINT pk_tranche PRIMARY KEY (book_id, tranche_id), 
	CONSTRAINT fk_tranche_book_id_fund_source_id FOREIGN KEY(book_id, fund_source_id) REFERENCES fund_source (book_id, fund_source_id), 
	CONSTRAINT fk_tranche_book_id_allotment_id FOREIGN KEY(book_id, allotment_id) REFERENCES allotment (book_id, allotment_id), 
	CONSTRAINT uq_tranche_book_id_label UNIQUE (book_id, label), 
	CONSTRAINT ck_tranche_form CHECK (form IN ('none', 'cash', 'quota')), 
	CONSTRAINT ck_tranche_kind CHECK (kind IN ('none', 'grant', 'budget', 'loan', 'bond', 'capital', 'interest', 'deposit', 'legacy', 'unidentified', 'other')), 
	CONSTRAINT ck_tranche_in_budget CHECK (in_budget IN (0, 1)), 
	CONSTRAINT ck_tranche_restricted CHECK (restricted IN (0, 1))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE variation (
	book_id INTEGER NOT NULL, 
	contract_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	doc_no TEXT NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	approved_on TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	kind TEXT, 
	worked_on TEXT, 
	CONSTRAINT pk_variation PRIMARY KEY (book_id, contract_id, n), 
	CONSTRAINT fk_variation_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT ck_variation_amount CHECK (amount_fen <> 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE certificate_line (
	book_id INTEGER NOT NULL, 
	certificate_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	budget_line_id INTEGER NOT NULL, 
	cost_item TEXT, 
	account TEXT NOT NULL, 
	gross_fen INTEGER NOT NULL, 
	recouped_fen INTEGER NOT NULL, 
	retained_fen INTEGER NOT NULL, 
	labour_fen INTEGER NOT NULL, 
	due_fen INTEGER NOT NULL, 
	deferred_fen INTEGER NOT NULL, 
	CONSTRAINT pk_certificate_line PRIMARY KEY (book_id, certificate_id, n), 
	CONSTRAINT fk_certificate_line_book_id_certificate_id FOREIGN KEY(book_id, certificate_id) REFERENCES certificate (book_id, certificate_id), 
	CONSTRAINT fk_certificate_line_book_id_budget_line_id FOREIGN KEY(book_id, budget_line_id) REFERENCES budget_line (book_id, budget_line_id), 
	CONSTRAINT ck_certificate_line_sum CHECK (gross_fen = recouped_fen + retained_fen + labour_fen + due_fen + deferred_fen)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE funding_slice (
	book_id INTEGER NOT NULL, 
	payment_line_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	tranche_id INTEGER NOT NULL, 
	bank_account_id INTEGER, 
	allotment_id INTEGER, 
	amount_fen INTEGER NOT NULL, 
	CONSTRAINT pk_funding_slice PRIMARY KEY (book_id, payment_line_id, n), 
	CONSTRAINT fk_funding_slice_book_id_payment_line_id FOREIGN KEY(book_id, payment_line_id) REFERENCES payment_line (book_id, payment_line_id), 
	CONSTRAINT fk_funding_slice_book_id_tranche_id FOREIGN KEY(book_id, tranche_id) REFERENCES tranche (book_id, tranche_id), 
	CONSTRAINT fk_funding_slice_book_id_bank_account_id FOREIGN KEY(book_id, bank_account_id) REFERENCES bank_account (book_id, bank_account_id), 
	CONSTRAINT fk_funding_slice_book_id_allotment_id FOREIGN KEY(book_id, allotment_id) REFERENCES allotment (book_id, allotment_id), 
	CONSTRAINT ck_funding_slice_amount CHECK (amount_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE guarantee_event (
	book_id INTEGER NOT NULL, 
	guarantee_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	happened_on TEXT NOT NULL, 
	expires_on TEXT, 
	amount_fen INTEGER NOT NULL, 
	doc_no TEXT NOT NULL, 
	CONSTRAINT pk_guarantee_event PRIMARY KEY (book_id, guarantee_id, leaf_idx), 
	CONSTRAINT fk_guarantee_event_book_id_guarantee_id FOREIGN KEY(book_id, guarantee_id) REFERENCES guarantee (book_id, guarantee_id), 
	CONSTRAINT ck_guarantee_event_kind CHECK (kind IN ('extended', 'claimed', 'released'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE interference_clearance (
	book_id INTEGER NOT NULL, 
	interference_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	actor TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_interference_clearance PRIMARY KEY (book_id, interference_id), 
	CONSTRAINT fk_interference_clearance_book_id_interference_id FOREIGN KEY(book_id, interference_id) REFERENCES interference (book_id, interference_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE interference_handling (
	book_id INTEGER NOT NULL, 
	interference_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	reported_to TEXT NOT NULL, 
	reported_on TEXT NOT NULL, 
	decision TEXT NOT NULL, 
	effect TEXT NOT NULL, 
	measure TEXT, 
	closed_on TEXT, 
	CONSTRAINT pk_interference_handling PRIMARY KEY (book_id, interference_id, leaf_idx), 
	CONSTRAINT fk_interference_handling_book_id_interference_id FOREIGN KEY(book_id, interference_id) REFERENCES interference (book_id, interference_id), 
	CONSTRAINT ck_interference_handling_effect CHECK (effect IN ('hold', 'continue', 'cancel'))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE override_grant (
	book_id INTEGER NOT NULL, 
	override_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	actor TEXT NOT NULL, 
	held INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_override_grant PRIMARY KEY (book_id, override_id, leaf_idx), 
	CONSTRAINT fk_override_grant_book_id_override_id FOREIGN KEY(book_id, override_id) REFERENCES override_request (book_id, override_id), 
	CONSTRAINT ck_override_grant_held CHECK (held IN (0, 1))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE override_use (
	book_id INTEGER NOT NULL, 
	override_id INTEGER NOT NULL, 
	payment_request_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	CONSTRAINT pk_override_use PRIMARY KEY (book_id, override_id, payment_request_id, leaf_idx), 
	CONSTRAINT fk_override_use_book_id_override_id FOREIGN KEY(book_id, override_id) REFERENCES override_request (book_id, override_id), 
	CONSTRAINT fk_override_use_book_id_payment_request_id FOREIGN KEY(book_id, payment_request_id) REFERENCES payment_request (book_id, payment_request_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE package_asset (
	book_id INTEGER NOT NULL, 
	package_id INTEGER NOT NULL, 
	asset_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	held INTEGER NOT NULL, 
	pledged_fen INTEGER NOT NULL, 
	CONSTRAINT pk_package_asset PRIMARY KEY (book_id, package_id, asset_id, leaf_idx), 
	CONSTRAINT fk_package_asset_book_id_package_id FOREIGN KEY(book_id, package_id) REFERENCES asset_package (book_id, package_id), 
	CONSTRAINT fk_package_asset_book_id_asset_id FOREIGN KEY(book_id, asset_id) REFERENCES asset (book_id, asset_id), 
	CONSTRAINT ck_package_asset_held CHECK (held IN (0, 1))
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE payment_invoice (
	book_id INTEGER NOT NULL, 
	payment_request_id INTEGER NOT NULL, 
	invoice_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	CONSTRAINT pk_payment_invoice PRIMARY KEY (book_id, payment_request_id, invoice_id, leaf_idx), 
	CONSTRAINT fk_payment_invoice_book_id_payment_request_id FOREIGN KEY(book_id, payment_request_id) REFERENCES payment_request (book_id, payment_request_id), 
	CONSTRAINT fk_payment_invoice_book_id_invoice_id FOREIGN KEY(book_id, invoice_id) REFERENCES invoice (book_id, invoice_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE posting (
	book_id INTEGER NOT NULL, 
	voucher_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	account TEXT NOT NULL, 
	tranche_id INTEGER NOT NULL, 
	debit_fen INTEGER NOT NULL, 
	credit_fen INTEGER NOT NULL, 
	bank_account_id INTEGER, 
	project_id INTEGER, 
	sub_project_id INTEGER, 
	contract_id INTEGER, 
	party_id TEXT, 
	budget_line_id INTEGER, 
	allotment_id INTEGER, 
	payment_line_id INTEGER, 
	cost_item TEXT, 
	function_code TEXT, 
	economic_code TEXT, 
	summary TEXT, 
	CONSTRAINT pk_posting PRIMARY KEY (book_id, voucher_id, n), 
	CONSTRAINT ck_posting_one_side CHECK ((debit_fen = 0) <> (credit_fen = 0)), 
	CONSTRAINT ck_posting_bank CHECK ((account >= '1001' AND account < '1003' OR account >= '1021' AND account < '1022' OR account >= '1201' AND account < '1202') = (bank_account_id IS NOT NULL)), 
	CONSTRAINT ck_posting_purse CHECK (tranche_id <> 0 OR NOT (account >= '1001' AND account < '1003' OR account >= '1021' AND account < '1022' OR account >= '1201' AND account < '1202' OR account >= '8001' AND account < '8002')), 
	CONSTRAINT ck_posting_memo CHECK (tranche_id = 0 OR account < '9'), 
	CONSTRAINT fk_posting_book_id_voucher_id FOREIGN KEY(book_id, voucher_id) REFERENCES voucher (book_id, voucher_id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT fk_posting_book_id_account FOREIGN KEY(book_id, account) REFERENCES account (book_id, code), 
	CONSTRAINT fk_posting_book_id_tranche_id FOREIGN KEY(book_id, tranche_id) REFERENCES tranche (book_id, tranche_id), 
	CONSTRAINT fk_posting_book_id_bank_account_id FOREIGN KEY(book_id, bank_account_id) REFERENCES bank_account (book_id, bank_account_id), 
	CONSTRAINT fk_posting_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_posting_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT fk_posting_book_id_budget_line_id FOREIGN KEY(book_id, budget_line_id) REFERENCES budget_line (book_id, budget_line_id), 
	CONSTRAINT fk_posting_book_id_allotment_id FOREIGN KEY(book_id, allotment_id) REFERENCES allotment (book_id, allotment_id), 
	CONSTRAINT fk_posting_book_id_payment_line_id FOREIGN KEY(book_id, payment_line_id) REFERENCES payment_line (book_id, payment_line_id), 
	CONSTRAINT fk_posting_party_id FOREIGN KEY(party_id) REFERENCES party (party_id)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_posting_book_id_account_voucher_id ON posting (book_id, account, voucher_id);

CREATE INDEX ix_posting_book_id_contract_id_account ON posting (book_id, contract_id, account) WHERE contract_id IS NOT NULL;

CREATE INDEX ix_posting_book_id_tranche_id_account ON posting (book_id, tranche_id, account);

CREATE TABLE ppp_duty (
	book_id INTEGER NOT NULL, 
	contract_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	planned_fen INTEGER NOT NULL, 
	formula TEXT NOT NULL, 
	parameters TEXT NOT NULL, 
	doc_no TEXT NOT NULL, 
	CONSTRAINT pk_ppp_duty PRIMARY KEY (book_id, contract_id, year, kind, leaf_idx), 
	CONSTRAINT fk_ppp_duty_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES ppp_agreement (book_id, contract_id), 
	CONSTRAINT ck_ppp_duty_kind CHECK (kind IN ('equity', 'operating', 'risk', 'support')), 
	CONSTRAINT ck_ppp_duty_formula CHECK (formula IN ('schedule', 'average_cost', 'annuity', 'gap', 'ratio', 'scenario', 'share')), 
	CONSTRAINT ck_ppp_duty_planned CHECK (planned_fen >= 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE ppp_score (
	book_id INTEGER NOT NULL, 
	contract_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	score_ppm INTEGER NOT NULL, 
	payable_fen INTEGER NOT NULL, 
	assessed_on TEXT NOT NULL, 
	assessor TEXT NOT NULL, 
	doc_no TEXT NOT NULL, 
	CONSTRAINT pk_ppp_score PRIMARY KEY (book_id, contract_id, year), 
	CONSTRAINT fk_ppp_score_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES ppp_agreement (book_id, contract_id), 
	CONSTRAINT ck_ppp_score_score CHECK (score_ppm BETWEEN 0 AND 1000000)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE reward_grant (
	book_id INTEGER NOT NULL, 
	reward_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	tranche_id INTEGER NOT NULL, 
	amount_fen INTEGER NOT NULL, 
	condition TEXT NOT NULL, 
	doc_no TEXT NOT NULL, 
	evidence_sha256 TEXT, 
	score_ppm INTEGER, 
	accepted_on TEXT, 
	CONSTRAINT pk_reward_grant PRIMARY KEY (book_id, reward_id, leaf_idx), 
	CONSTRAINT fk_reward_grant_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_reward_grant_book_id_tranche_id FOREIGN KEY(book_id, tranche_id) REFERENCES tranche (book_id, tranche_id), 
	CONSTRAINT ck_reward_grant_amount CHECK (amount_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE risk_pool (
	book_id INTEGER NOT NULL, 
	pool_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	project_id INTEGER NOT NULL, 
	tranche_id INTEGER NOT NULL, 
	bank TEXT NOT NULL, 
	share_ppm INTEGER NOT NULL, 
	cap_fen INTEGER NOT NULL, 
	loan_cap_fen INTEGER NOT NULL, 
	CONSTRAINT pk_risk_pool PRIMARY KEY (book_id, pool_id), 
	CONSTRAINT fk_risk_pool_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_risk_pool_book_id_tranche_id FOREIGN KEY(book_id, tranche_id) REFERENCES tranche (book_id, tranche_id), 
	CONSTRAINT ck_risk_pool_share CHECK (share_ppm BETWEEN 0 AND 1000000 AND cap_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE tranche_share (
	book_id INTEGER NOT NULL, 
	tranche_id INTEGER NOT NULL, 
	project_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	cap_fen INTEGER NOT NULL, 
	CONSTRAINT pk_tranche_share PRIMARY KEY (book_id, tranche_id, project_id), 
	CONSTRAINT fk_tranche_share_book_id_tranche_id FOREIGN KEY(book_id, tranche_id) REFERENCES tranche (book_id, tranche_id), 
	CONSTRAINT fk_tranche_share_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_tranche_share_cap CHECK (cap_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE pool_loan (
	book_id INTEGER NOT NULL, 
	pool_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	borrower TEXT NOT NULL, 
	principal_fen INTEGER NOT NULL, 
	lent_on TEXT NOT NULL, 
	ends_on TEXT NOT NULL, 
	CONSTRAINT pk_pool_loan PRIMARY KEY (book_id, pool_id, n), 
	CONSTRAINT fk_pool_loan_book_id_pool_id FOREIGN KEY(book_id, pool_id) REFERENCES risk_pool (book_id, pool_id), 
	CONSTRAINT ck_pool_loan_principal CHECK (principal_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TABLE pool_loss (
	book_id INTEGER NOT NULL, 
	pool_id INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	happened_on TEXT NOT NULL, 
	loss_fen INTEGER NOT NULL, 
	share_fen INTEGER NOT NULL, 
	doc_no TEXT NOT NULL, 
	CONSTRAINT pk_pool_loss PRIMARY KEY (book_id, pool_id, n, leaf_idx), 
	CONSTRAINT fk_pool_loss_book_id_pool_id_n FOREIGN KEY(book_id, pool_id, n) REFERENCES pool_loan (book_id, pool_id, n), 
	CONSTRAINT ck_pool_loss_loss CHECK (loss_fen <> 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE TRIGGER law_account_insert BEFORE INSERT ON "account"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "account" WHERE book_id=NEW.book_id AND code=NEW.code) THEN RAISE(ABORT, 'L6 account: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 account: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 account: sealed')
END; END;

CREATE TRIGGER law_account_update BEFORE UPDATE ON "account"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 account: no update')
END; END;

CREATE TRIGGER law_account_delete BEFORE DELETE ON "account"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 account: no delete')
END; END;

CREATE TRIGGER law_approval_document_insert BEFORE INSERT ON "approval_document"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "approval_document" WHERE book_id=NEW.book_id AND document_id=NEW.document_id) THEN RAISE(ABORT, 'L6 approval_document: key exists')
  WHEN EXISTS (SELECT 1 FROM "approval_document" WHERE book_id=NEW.book_id AND doc_no=NEW.doc_no) THEN RAISE(ABORT, 'L6 approval_document: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 approval_document: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 approval_document: sealed')
END; END;

CREATE TRIGGER law_approval_document_update BEFORE UPDATE ON "approval_document"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 approval_document: no update')
END; END;

CREATE TRIGGER law_approval_document_delete BEFORE DELETE ON "approval_document"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 approval_document: no delete')
END; END;

CREATE TRIGGER law_asset_insert BEFORE INSERT ON "asset"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "asset" WHERE book_id=NEW.book_id AND asset_id=NEW.asset_id) THEN RAISE(ABORT, 'L6 asset: key exists')
  WHEN EXISTS (SELECT 1 FROM "asset" WHERE book_id=NEW.book_id AND right_no=NEW.right_no) THEN RAISE(ABORT, 'L6 asset: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 asset: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 asset: sealed')
END; END;

CREATE TRIGGER law_asset_update BEFORE UPDATE ON "asset"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 asset: no update')
END; END;

CREATE TRIGGER law_asset_delete BEFORE DELETE ON "asset"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 asset: no delete')
END; END;

CREATE TRIGGER law_book_insert BEFORE INSERT ON "book"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "book" WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 book: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 book: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 book: sealed')
END; END;

CREATE TRIGGER law_book_update BEFORE UPDATE ON "book"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 book: no update')
END; END;

CREATE TRIGGER law_book_delete BEFORE DELETE ON "book"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 book: no delete')
END; END;

CREATE TRIGGER law_checkpoint_insert BEFORE INSERT ON "checkpoint"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "checkpoint" WHERE book_id=NEW.book_id AND suite=NEW.suite AND n=NEW.n) THEN RAISE(ABORT, 'L6 checkpoint: key exists')
  WHEN NEW.n <> (SELECT coalesce(max(n),-1)+1 FROM checkpoint WHERE book_id=NEW.book_id AND suite=NEW.suite) THEN RAISE(ABORT, 'L7 checkpoint gap')
  WHEN NEW.size <= (SELECT coalesce(max(size),0) FROM checkpoint WHERE book_id=NEW.book_id AND suite=NEW.suite) OR NEW.size > coalesce((SELECT size FROM log_head WHERE book_id=NEW.book_id),-1) THEN RAISE(ABORT, 'L7 checkpoint: its size')
END; END;

CREATE TRIGGER law_checkpoint_update BEFORE UPDATE ON "checkpoint"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 checkpoint: no update')
END; END;

CREATE TRIGGER law_checkpoint_delete BEFORE DELETE ON "checkpoint"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 checkpoint: no delete')
END; END;

CREATE TRIGGER law_confirmation_insert BEFORE INSERT ON "confirmation"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "confirmation" WHERE proposal_idx=NEW.proposal_idx) THEN RAISE(ABORT, 'L6 confirmation: key exists')
  WHEN EXISTS (SELECT 1 FROM "confirmation" WHERE leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 confirmation: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 confirmation: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE(ABORT, 'L6 confirmation: sealed')
  WHEN NOT EXISTS (SELECT 1 FROM proposal WHERE leaf_idx=NEW.proposal_idx AND leaf_idx < NEW.leaf_idx AND proposed_by <> NEW.confirmed_by) THEN RAISE(ABORT, 'L8 confirmation: of no proposal by another person')
END; END;

CREATE TRIGGER law_confirmation_update BEFORE UPDATE ON "confirmation"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 confirmation: no update')
END; END;

CREATE TRIGGER law_confirmation_delete BEFORE DELETE ON "confirmation"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 confirmation: no delete')
END; END;

CREATE TRIGGER law_cosignature_insert BEFORE INSERT ON "cosignature"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "cosignature" WHERE book_id=NEW.book_id AND suite=NEW.suite AND witness=NEW.witness AND n=NEW.n) THEN RAISE(ABORT, 'L6 cosignature: key exists')
  WHEN NEW.n <> (SELECT coalesce(max(n),-1)+1 FROM cosignature WHERE book_id=NEW.book_id AND suite=NEW.suite AND witness=NEW.witness) THEN RAISE(ABORT, 'L7 cosignature gap')
  WHEN NOT EXISTS (SELECT 1 FROM checkpoint WHERE book_id=NEW.book_id AND suite=NEW.suite AND size=NEW.size) THEN RAISE(ABORT, 'L7 cosignature: no checkpoint of that size')
  WHEN NEW.size < (SELECT coalesce(max(size),0) FROM cosignature WHERE book_id=NEW.book_id AND suite=NEW.suite AND witness=NEW.witness) THEN RAISE(ABORT, 'L7 cosignature: of fewer leaves than the last')
END; END;

CREATE TRIGGER law_cosignature_update BEFORE UPDATE ON "cosignature"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 cosignature: no update')
END; END;

CREATE TRIGGER law_cosignature_delete BEFORE DELETE ON "cosignature"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 cosignature: no delete')
END; END;

CREATE TRIGGER law_day_head_insert BEFORE INSERT ON "day_head"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "day_head" WHERE leaf_idx=NEW.leaf_idx AND of_book=NEW.of_book) THEN RAISE(ABORT, 'L6 day_head: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 day_head: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE(ABORT, 'L6 day_head: sealed')
END; END;

CREATE TRIGGER law_day_head_update BEFORE UPDATE ON "day_head"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 day_head: no update')
END; END;

CREATE TRIGGER law_day_head_delete BEFORE DELETE ON "day_head"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 day_head: no delete')
END; END;

CREATE TRIGGER law_disclosure_insert BEFORE INSERT ON "disclosure"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "disclosure" WHERE book_id=NEW.book_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 disclosure: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 disclosure: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 disclosure: sealed')
END; END;

CREATE TRIGGER law_disclosure_update BEFORE UPDATE ON "disclosure"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 disclosure: no update')
END; END;

CREATE TRIGGER law_disclosure_delete BEFORE DELETE ON "disclosure"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 disclosure: no delete')
END; END;

CREATE TRIGGER law_evidence_file_insert BEFORE INSERT ON "evidence_file"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "evidence_file" WHERE book_id=NEW.book_id AND sha256=NEW.sha256) THEN RAISE(ABORT, 'L6 evidence_file: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 evidence_file: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 evidence_file: sealed')
END; END;

CREATE TRIGGER law_evidence_file_update BEFORE UPDATE ON "evidence_file"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 evidence_file: no update')
END; END;

CREATE TRIGGER law_evidence_file_delete BEFORE DELETE ON "evidence_file"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 evidence_file: no delete')
END; END;

CREATE TRIGGER law_fiscal_capacity_insert BEFORE INSERT ON "fiscal_capacity"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "fiscal_capacity" WHERE book_id=NEW.book_id AND year=NEW.year AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 fiscal_capacity: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 fiscal_capacity: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 fiscal_capacity: sealed')
END; END;

CREATE TRIGGER law_fiscal_capacity_update BEFORE UPDATE ON "fiscal_capacity"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 fiscal_capacity: no update')
END; END;

CREATE TRIGGER law_fiscal_capacity_delete BEFORE DELETE ON "fiscal_capacity"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 fiscal_capacity: no delete')
END; END;

CREATE TRIGGER law_leaf_insert BEFORE INSERT ON "leaf"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "leaf" WHERE book_id=NEW.book_id AND idx=NEW.idx) THEN RAISE(ABORT, 'L6 leaf: key exists')
  WHEN EXISTS (SELECT 1 FROM "leaf" WHERE rowid=NEW.rowid) THEN RAISE(ABORT, 'L6 leaf: key exists')
  WHEN NEW.idx <> (SELECT coalesce(max(idx),-1)+1 FROM leaf WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L7 leaf gap')
END; END;

CREATE TRIGGER law_leaf_update BEFORE UPDATE ON "leaf"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 leaf: no update')
END; END;

CREATE TRIGGER law_leaf_delete BEFORE DELETE ON "leaf"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 leaf: no delete')
END; END;

CREATE TRIGGER law_log_key_insert BEFORE INSERT ON "log_key"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "log_key" WHERE leaf_idx=NEW.leaf_idx AND suite=NEW.suite) THEN RAISE(ABORT, 'L6 log_key: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 log_key: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE(ABORT, 'L6 log_key: sealed')
  WHEN NEW.leaf_idx > 0 AND NOT EXISTS (SELECT 1 FROM confirmation WHERE leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L8 log_key: nobody else confirmed it')
END; END;

CREATE TRIGGER law_log_key_update BEFORE UPDATE ON "log_key"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 log_key: no update')
END; END;

CREATE TRIGGER law_log_key_delete BEFORE DELETE ON "log_key"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 log_key: no delete')
END; END;

CREATE TRIGGER law_login_failure_insert BEFORE INSERT ON "login_failure"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "login_failure" WHERE leaf_idx=NEW.leaf_idx AND user_id=NEW.user_id) THEN RAISE(ABORT, 'L6 login_failure: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 login_failure: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE(ABORT, 'L6 login_failure: sealed')
END; END;

CREATE TRIGGER law_login_failure_update BEFORE UPDATE ON "login_failure"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 login_failure: no update')
END; END;

CREATE TRIGGER law_login_failure_delete BEFORE DELETE ON "login_failure"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 login_failure: no delete')
END; END;

CREATE TRIGGER law_node_insert BEFORE INSERT ON "node"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "node" WHERE book_id=NEW.book_id AND n=NEW.n) THEN RAISE(ABORT, 'L6 node: key exists')
END; END;

CREATE TRIGGER law_node_update BEFORE UPDATE ON "node"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 node: no update')
END; END;

CREATE TRIGGER law_node_delete BEFORE DELETE ON "node"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 node: no delete')
END; END;

CREATE TRIGGER law_party_insert BEFORE INSERT ON "party"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "party" WHERE party_id=NEW.party_id) THEN RAISE(ABORT, 'L6 party: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 party: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE(ABORT, 'L6 party: sealed')
END; END;

CREATE TRIGGER law_party_update BEFORE UPDATE ON "party"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 party: no update')
END; END;

CREATE TRIGGER law_party_delete BEFORE DELETE ON "party"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 party: no delete')
END; END;

CREATE TRIGGER law_period_change_insert BEFORE INSERT ON "period_change"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "period_change" WHERE book_id=NEW.book_id AND period=NEW.period AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 period_change: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 period_change: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 period_change: sealed')
END; END;

CREATE TRIGGER law_period_change_update BEFORE UPDATE ON "period_change"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 period_change: no update')
END; END;

CREATE TRIGGER law_period_change_delete BEFORE DELETE ON "period_change"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 period_change: no delete')
END; END;

CREATE TRIGGER law_policy_pack_insert BEFORE INSERT ON "policy_pack"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "policy_pack" WHERE name=NEW.name AND version=NEW.version) THEN RAISE(ABORT, 'L6 policy_pack: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 policy_pack: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE(ABORT, 'L6 policy_pack: sealed')
  WHEN NEW.leaf_idx > 0 AND NOT EXISTS (SELECT 1 FROM confirmation WHERE leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L8 policy_pack: nobody else confirmed it')
END; END;

CREATE TRIGGER law_policy_pack_update BEFORE UPDATE ON "policy_pack"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 policy_pack: no update')
END; END;

CREATE TRIGGER law_policy_pack_delete BEFORE DELETE ON "policy_pack"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 policy_pack: no delete')
END; END;

CREATE TRIGGER law_policy_param_insert BEFORE INSERT ON "policy_param"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "policy_param" WHERE key=NEW.key AND valid_from=NEW.valid_from AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 policy_param: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 policy_param: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE(ABORT, 'L6 policy_param: sealed')
  WHEN NEW.leaf_idx > 0 AND NOT EXISTS (SELECT 1 FROM confirmation WHERE leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L8 policy_param: nobody else confirmed it')
END; END;

CREATE TRIGGER law_policy_param_update BEFORE UPDATE ON "policy_param"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 policy_param: no update')
END; END;

CREATE TRIGGER law_policy_param_delete BEFORE DELETE ON "policy_param"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 policy_param: no delete')
END; END;

CREATE TRIGGER law_programme_insert BEFORE INSERT ON "programme"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "programme" WHERE book_id=NEW.book_id AND programme=NEW.programme) THEN RAISE(ABORT, 'L6 programme: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 programme: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 programme: sealed')
END; END;

CREATE TRIGGER law_programme_update BEFORE UPDATE ON "programme"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 programme: no update')
END; END;

CREATE TRIGGER law_programme_delete BEFORE DELETE ON "programme"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 programme: no delete')
END; END;

CREATE TRIGGER law_project_insert BEFORE INSERT ON "project"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "project" WHERE book_id=NEW.book_id AND project_id=NEW.project_id) THEN RAISE(ABORT, 'L6 project: key exists')
  WHEN EXISTS (SELECT 1 FROM "project" WHERE book_id=NEW.book_id AND code=NEW.code) THEN RAISE(ABORT, 'L6 project: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 project: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 project: sealed')
END; END;

CREATE TRIGGER law_project_update BEFORE UPDATE ON "project"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 project: no update')
END; END;

CREATE TRIGGER law_project_delete BEFORE DELETE ON "project"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 project: no delete')
END; END;

CREATE TRIGGER law_proposal_insert BEFORE INSERT ON "proposal"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "proposal" WHERE leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 proposal: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 proposal: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE(ABORT, 'L6 proposal: sealed')
END; END;

CREATE TRIGGER law_proposal_update BEFORE UPDATE ON "proposal"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 proposal: no update')
END; END;

CREATE TRIGGER law_proposal_delete BEFORE DELETE ON "proposal"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 proposal: no delete')
END; END;

CREATE TRIGGER law_refusal_insert BEFORE INSERT ON "refusal"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "refusal" WHERE book_id=NEW.book_id AND leaf_idx=NEW.leaf_idx AND n=NEW.n) THEN RAISE(ABORT, 'L6 refusal: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 refusal: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 refusal: sealed')
END; END;

CREATE TRIGGER law_refusal_update BEFORE UPDATE ON "refusal"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 refusal: no update')
END; END;

CREATE TRIGGER law_refusal_delete BEFORE DELETE ON "refusal"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 refusal: no delete')
END; END;

CREATE TRIGGER law_request_insert BEFORE INSERT ON "request"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "request" WHERE book_id=NEW.book_id AND request_id=NEW.request_id) THEN RAISE(ABORT, 'L6 request: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 request: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 request: sealed')
END; END;

CREATE TRIGGER law_request_update BEFORE UPDATE ON "request"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 request: no update')
END; END;

CREATE TRIGGER law_request_delete BEFORE DELETE ON "request"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 request: no delete')
END; END;

CREATE TRIGGER law_role_change_insert BEFORE INSERT ON "role_change"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "role_change" WHERE user_id=NEW.user_id AND role=NEW.role AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 role_change: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 role_change: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE(ABORT, 'L6 role_change: sealed')
  WHEN NEW.leaf_idx > 0 AND NOT EXISTS (SELECT 1 FROM confirmation WHERE leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L8 role_change: nobody else confirmed it')
  WHEN NEW.held=1 AND (NEW.role='admin' AND EXISTS (SELECT 1 FROM role_change r WHERE r.user_id=NEW.user_id AND r.held=1 AND r.role IN ('approver', 'cashier', 'maker', 'pm', 'reviewer') AND NOT EXISTS (SELECT 1 FROM role_change l WHERE l.user_id=r.user_id AND l.role=r.role AND l.leaf_idx > r.leaf_idx)) OR NEW.role IN ('approver', 'cashier', 'maker', 'pm', 'reviewer') AND EXISTS (SELECT 1 FROM role_change r WHERE r.user_id=NEW.user_id AND r.held=1 AND r.role='admin' AND NOT EXISTS (SELECT 1 FROM role_change l WHERE l.user_id=r.user_id AND l.role=r.role AND l.leaf_idx > r.leaf_idx))) THEN RAISE(ABORT, 'L8 role_change: an administrator holds no money role')
END; END;

CREATE TRIGGER law_role_change_update BEFORE UPDATE ON "role_change"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 role_change: no update')
END; END;

CREATE TRIGGER law_role_change_delete BEFORE DELETE ON "role_change"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 role_change: no delete')
END; END;

CREATE TRIGGER law_task_insert BEFORE INSERT ON "task"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "task" WHERE book_id=NEW.book_id AND task_id=NEW.task_id) THEN RAISE(ABORT, 'L6 task: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 task: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 task: sealed')
END; END;

CREATE TRIGGER law_task_update BEFORE UPDATE ON "task"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 task: no update')
END; END;

CREATE TRIGGER law_task_delete BEFORE DELETE ON "task"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 task: no delete')
END; END;

CREATE TRIGGER law_user_insert BEFORE INSERT ON "user"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "user" WHERE user_id=NEW.user_id) THEN RAISE(ABORT, 'L6 user: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 user: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE(ABORT, 'L6 user: sealed')
  WHEN NEW.leaf_idx > 0 AND NOT EXISTS (SELECT 1 FROM confirmation WHERE leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L8 user: nobody else confirmed it')
END; END;

CREATE TRIGGER law_user_update BEFORE UPDATE ON "user"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 user: no update')
END; END;

CREATE TRIGGER law_user_delete BEFORE DELETE ON "user"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 user: no delete')
END; END;

CREATE TRIGGER law_user_key_insert BEFORE INSERT ON "user_key"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "user_key" WHERE user_id=NEW.user_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 user_key: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 user_key: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE(ABORT, 'L6 user_key: sealed')
  WHEN NEW.leaf_idx > 0 AND NOT EXISTS (SELECT 1 FROM confirmation WHERE leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L8 user_key: nobody else confirmed it')
END; END;

CREATE TRIGGER law_user_key_update BEFORE UPDATE ON "user_key"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 user_key: no update')
END; END;

CREATE TRIGGER law_user_key_delete BEFORE DELETE ON "user_key"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 user_key: no delete')
END; END;

CREATE TRIGGER law_voucher_insert BEFORE INSERT ON "voucher"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "voucher" WHERE book_id=NEW.book_id AND voucher_id=NEW.voucher_id) THEN RAISE(ABORT, 'L6 voucher: key exists')
  WHEN EXISTS (SELECT 1 FROM "voucher" WHERE book_id=NEW.book_id AND period=NEW.period AND word=NEW.word AND voucher_no=NEW.voucher_no) THEN RAISE(ABORT, 'L6 voucher: key exists')
  WHEN EXISTS (SELECT 1 FROM "voucher" WHERE book_id=NEW.book_id AND reverses_id=NEW.reverses_id) THEN RAISE(ABORT, 'L6 voucher: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.voucher_id / 100) THEN RAISE(ABORT, 'L6 voucher: no leaf')
  WHEN NEW.voucher_id / 100 < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 voucher: sealed')
  WHEN (SELECT count(*) FROM posting WHERE book_id=NEW.book_id AND voucher_id=NEW.voucher_id) < 2 THEN RAISE(ABORT, 'L2 fewer than two postings')
  WHEN EXISTS (SELECT 1 FROM posting WHERE book_id=NEW.book_id AND voucher_id=NEW.voucher_id GROUP BY +tranche_id, CASE WHEN account < '6' THEN 1 WHEN account < '9' THEN 6 ELSE 9 END, CASE WHEN account < '9' THEN 0 ELSE coalesce(allotment_id, 0) END, CASE WHEN account < '9' THEN 0 ELSE coalesce(budget_line_id, 0) END HAVING sum(debit_fen) <> sum(credit_fen)) THEN RAISE(ABORT, 'L2 debit <> credit in a ledger and key')
  WHEN EXISTS (SELECT 1 FROM posting WHERE book_id=NEW.book_id AND voucher_id=NEW.voucher_id AND tranche_id <> 0 GROUP BY +tranche_id HAVING sum(CASE WHEN account >= '1001' AND account < '1003' OR account >= '1021' AND account < '1022' OR account >= '1201' AND account < '1202' OR account='121802' OR account >= '2307' AND account < '2308' OR account='210301' THEN debit_fen-credit_fen ELSE 0 END) <> sum(CASE WHEN account >= '8001' AND account < '8002' THEN debit_fen-credit_fen ELSE 0 END) AND max((SELECT in_budget FROM tranche t WHERE t.book_id=NEW.book_id AND t.tranche_id=posting.tranche_id))=1) THEN RAISE(ABORT, 'L14 money and 8001 move apart')
  WHEN NEW.kind='normal' AND EXISTS (SELECT 1 FROM posting WHERE book_id=NEW.book_id AND voucher_id=NEW.voucher_id AND tranche_id <> 0 GROUP BY +tranche_id HAVING sum(CASE WHEN account >= '1001' AND account < '1003' OR account >= '1021' AND account < '1022' OR account >= '1201' AND account < '1202' THEN 1 ELSE 0 END) = 0 AND max((SELECT form FROM tranche t WHERE t.book_id=NEW.book_id AND t.tranche_id=posting.tranche_id))='cash') THEN RAISE(ABORT, 'L2 a cash tranche without money')
  WHEN NEW.voucher_no <> (SELECT coalesce(max(voucher_no),0)+1 FROM voucher WHERE book_id=NEW.book_id AND period=NEW.period AND word=NEW.word) THEN RAISE(ABORT, 'L7 voucher gap')
  WHEN coalesce((SELECT state FROM period_change WHERE book_id=NEW.book_id AND period=NEW.period AND leaf_idx < NEW.voucher_id / 100 ORDER BY leaf_idx DESC LIMIT 1), 'none') <> 'open' THEN RAISE(ABORT, 'L11 period is not open')
  WHEN (NEW.kind='opening') <> (NEW.period=0) OR NEW.period <> 0 AND NEW.period <> CAST(replace(substr(NEW.value_date, 1, 7), '-', '') AS INTEGER) THEN RAISE(ABORT, 'L11 value date outside its period')
  WHEN (NEW.kind='reversal') <> (NEW.reverses_id IS NOT NULL) OR NEW.reverses_id IS NOT NULL AND (NOT EXISTS (SELECT 1 FROM voucher WHERE book_id=NEW.book_id AND voucher_id=NEW.reverses_id AND reverses_id IS NULL AND period / 100 = NEW.period / 100) OR (SELECT count(*) FROM posting o JOIN posting r ON r.book_id=o.book_id AND r.n=o.n AND r.account=o.account AND r.tranche_id=o.tranche_id AND r.debit_fen=-o.debit_fen AND r.credit_fen=-o.credit_fen AND coalesce(r.bank_account_id,0)=coalesce(o.bank_account_id,0) AND coalesce(r.project_id,0)=coalesce(o.project_id,0) AND coalesce(r.sub_project_id,0)=coalesce(o.sub_project_id,0) AND coalesce(r.contract_id,0)=coalesce(o.contract_id,0) AND coalesce(r.party_id,'')=coalesce(o.party_id,'') AND coalesce(r.budget_line_id,0)=coalesce(o.budget_line_id,0) AND coalesce(r.allotment_id,0)=coalesce(o.allotment_id,0) AND coalesce(r.payment_line_id,0)=coalesce(o.payment_line_id,0) AND coalesce(r.cost_item,'')=coalesce(o.cost_item,'') AND coalesce(r.function_code,'')=coalesce(o.function_code,'') AND coalesce(r.economic_code,'')=coalesce(o.economic_code,'') WHERE o.book_id=NEW.book_id AND o.voucher_id=NEW.reverses_id AND r.voucher_id=NEW.voucher_id) <> (SELECT count(*) FROM posting WHERE book_id=NEW.book_id AND voucher_id=NEW.reverses_id) OR (SELECT count(*) FROM posting o JOIN posting r ON r.book_id=o.book_id AND r.n=o.n AND r.account=o.account AND r.tranche_id=o.tranche_id AND r.debit_fen=-o.debit_fen AND r.credit_fen=-o.credit_fen AND coalesce(r.bank_account_id,0)=coalesce(o.bank_account_id,0) AND coalesce(r.project_id,0)=coalesce(o.project_id,0) AND coalesce(r.sub_project_id,0)=coalesce(o.sub_project_id,0) AND coalesce(r.contract_id,0)=coalesce(o.contract_id,0) AND coalesce(r.party_id,'')=coalesce(o.party_id,'') AND coalesce(r.budget_line_id,0)=coalesce(o.budget_line_id,0) AND coalesce(r.allotment_id,0)=coalesce(o.allotment_id,0) AND coalesce(r.payment_line_id,0)=coalesce(o.payment_line_id,0) AND coalesce(r.cost_item,'')=coalesce(o.cost_item,'') AND coalesce(r.function_code,'')=coalesce(o.function_code,'') AND coalesce(r.economic_code,'')=coalesce(o.economic_code,'') WHERE o.book_id=NEW.book_id AND o.voucher_id=NEW.reverses_id AND r.voucher_id=NEW.voucher_id) <> (SELECT count(*) FROM posting WHERE book_id=NEW.book_id AND voucher_id=NEW.voucher_id)) THEN RAISE(ABORT, 'L6 a reversal mirrors one voucher of the same year that is no reversal')
END; END;

CREATE TRIGGER law_voucher_update BEFORE UPDATE ON "voucher"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 voucher: no update')
END; END;

CREATE TRIGGER law_voucher_delete BEFORE DELETE ON "voucher"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 voucher: no delete')
END; END;

CREATE TRIGGER law_posting_insert BEFORE INSERT ON "posting"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM voucher WHERE book_id=NEW.book_id AND voucher_id=NEW.voucher_id) THEN RAISE(ABORT, 'L6 posting: voucher is posted')
  WHEN EXISTS (SELECT 1 FROM "posting" WHERE book_id=NEW.book_id AND voucher_id=NEW.voucher_id AND n=NEW.n) THEN RAISE(ABORT, 'L6 posting: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.voucher_id / 100) THEN RAISE(ABORT, 'L6 posting: no leaf')
  WHEN NEW.voucher_id / 100 < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 posting: sealed')
END; END;

CREATE TRIGGER law_zero_report_insert BEFORE INSERT ON "zero_report"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "zero_report" WHERE book_id=NEW.book_id AND month=NEW.month AND actor=NEW.actor) THEN RAISE(ABORT, 'L6 zero_report: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 zero_report: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 zero_report: sealed')
END; END;

CREATE TRIGGER law_zero_report_update BEFORE UPDATE ON "zero_report"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 zero_report: no update')
END; END;

CREATE TRIGGER law_zero_report_delete BEFORE DELETE ON "zero_report"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 zero_report: no delete')
END; END;

CREATE TRIGGER law_acceptance_insert BEFORE INSERT ON "acceptance"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "acceptance" WHERE book_id=NEW.book_id AND project_id=NEW.project_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 acceptance: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 acceptance: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 acceptance: sealed')
END; END;

CREATE TRIGGER law_acceptance_update BEFORE UPDATE ON "acceptance"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 acceptance: no update')
END; END;

CREATE TRIGGER law_acceptance_delete BEFORE DELETE ON "acceptance"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 acceptance: no delete')
END; END;

CREATE TRIGGER law_accountability_insert BEFORE INSERT ON "accountability"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "accountability" WHERE book_id=NEW.book_id AND accountability_id=NEW.accountability_id) THEN RAISE(ABORT, 'L6 accountability: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 accountability: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 accountability: sealed')
END; END;

CREATE TRIGGER law_accountability_update BEFORE UPDATE ON "accountability"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 accountability: no update')
END; END;

CREATE TRIGGER law_accountability_delete BEFORE DELETE ON "accountability"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 accountability: no delete')
END; END;

CREATE TRIGGER law_bank_account_insert BEFORE INSERT ON "bank_account"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "bank_account" WHERE book_id=NEW.book_id AND bank_account_id=NEW.bank_account_id) THEN RAISE(ABORT, 'L6 bank_account: key exists')
  WHEN EXISTS (SELECT 1 FROM "bank_account" WHERE book_id=NEW.book_id AND account_no=NEW.account_no) THEN RAISE(ABORT, 'L6 bank_account: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 bank_account: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 bank_account: sealed')
END; END;

CREATE TRIGGER law_bank_account_update BEFORE UPDATE ON "bank_account"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 bank_account: no update')
END; END;

CREATE TRIGGER law_bank_account_delete BEFORE DELETE ON "bank_account"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 bank_account: no delete')
END; END;

CREATE TRIGGER law_budget_line_insert BEFORE INSERT ON "budget_line"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "budget_line" WHERE book_id=NEW.book_id AND budget_line_id=NEW.budget_line_id) THEN RAISE(ABORT, 'L6 budget_line: key exists')
  WHEN EXISTS (SELECT 1 FROM "budget_line" WHERE book_id=NEW.book_id AND project_id=NEW.project_id AND code=NEW.code) THEN RAISE(ABORT, 'L6 budget_line: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 budget_line: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 budget_line: sealed')
END; END;

CREATE TRIGGER law_budget_line_update BEFORE UPDATE ON "budget_line"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 budget_line: no update')
END; END;

CREATE TRIGGER law_budget_line_delete BEFORE DELETE ON "budget_line"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 budget_line: no delete')
END; END;

CREATE TRIGGER law_declared_interest_insert BEFORE INSERT ON "declared_interest"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "declared_interest" WHERE user_id=NEW.user_id AND party_id=NEW.party_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 declared_interest: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 declared_interest: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE(ABORT, 'L6 declared_interest: sealed')
END; END;

CREATE TRIGGER law_declared_interest_update BEFORE UPDATE ON "declared_interest"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 declared_interest: no update')
END; END;

CREATE TRIGGER law_declared_interest_delete BEFORE DELETE ON "declared_interest"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 declared_interest: no delete')
END; END;

CREATE TRIGGER law_delivery_insert BEFORE INSERT ON "delivery"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "delivery" WHERE book_id=NEW.book_id AND delivery_id=NEW.delivery_id) THEN RAISE(ABORT, 'L6 delivery: key exists')
  WHEN EXISTS (SELECT 1 FROM "delivery" WHERE book_id=NEW.book_id AND doc_no=NEW.doc_no) THEN RAISE(ABORT, 'L6 delivery: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 delivery: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 delivery: sealed')
END; END;

CREATE TRIGGER law_delivery_update BEFORE UPDATE ON "delivery"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 delivery: no update')
END; END;

CREATE TRIGGER law_delivery_delete BEFORE DELETE ON "delivery"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 delivery: no delete')
END; END;

CREATE TRIGGER law_final_account_insert BEFORE INSERT ON "final_account"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "final_account" WHERE book_id=NEW.book_id AND project_id=NEW.project_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 final_account: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 final_account: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 final_account: sealed')
END; END;

CREATE TRIGGER law_final_account_update BEFORE UPDATE ON "final_account"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 final_account: no update')
END; END;

CREATE TRIGGER law_final_account_delete BEFORE DELETE ON "final_account"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 final_account: no delete')
END; END;

CREATE TRIGGER law_fund_application_insert BEFORE INSERT ON "fund_application"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "fund_application" WHERE book_id=NEW.book_id AND application_id=NEW.application_id) THEN RAISE(ABORT, 'L6 fund_application: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 fund_application: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 fund_application: sealed')
END; END;

CREATE TRIGGER law_fund_application_update BEFORE UPDATE ON "fund_application"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 fund_application: no update')
END; END;

CREATE TRIGGER law_fund_application_delete BEFORE DELETE ON "fund_application"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 fund_application: no delete')
END; END;

CREATE TRIGGER law_fund_source_insert BEFORE INSERT ON "fund_source"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "fund_source" WHERE book_id=NEW.book_id AND fund_source_id=NEW.fund_source_id) THEN RAISE(ABORT, 'L6 fund_source: key exists')
  WHEN EXISTS (SELECT 1 FROM "fund_source" WHERE book_id=NEW.book_id AND name=NEW.name) THEN RAISE(ABORT, 'L6 fund_source: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 fund_source: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 fund_source: sealed')
END; END;

CREATE TRIGGER law_fund_source_update BEFORE UPDATE ON "fund_source"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 fund_source: no update')
END; END;

CREATE TRIGGER law_fund_source_delete BEFORE DELETE ON "fund_source"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 fund_source: no delete')
END; END;

CREATE TRIGGER law_inspection_insert BEFORE INSERT ON "inspection"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "inspection" WHERE book_id=NEW.book_id AND inspection_id=NEW.inspection_id) THEN RAISE(ABORT, 'L6 inspection: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 inspection: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 inspection: sealed')
END; END;

CREATE TRIGGER law_inspection_update BEFORE UPDATE ON "inspection"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 inspection: no update')
END; END;

CREATE TRIGGER law_inspection_delete BEFORE DELETE ON "inspection"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 inspection: no delete')
END; END;

CREATE TRIGGER law_insurance_insert BEFORE INSERT ON "insurance"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "insurance" WHERE book_id=NEW.book_id AND insurance_id=NEW.insurance_id) THEN RAISE(ABORT, 'L6 insurance: key exists')
  WHEN EXISTS (SELECT 1 FROM "insurance" WHERE book_id=NEW.book_id AND policy_no=NEW.policy_no) THEN RAISE(ABORT, 'L6 insurance: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 insurance: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 insurance: sealed')
END; END;

CREATE TRIGGER law_insurance_update BEFORE UPDATE ON "insurance"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 insurance: no update')
END; END;

CREATE TRIGGER law_insurance_delete BEFORE DELETE ON "insurance"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 insurance: no delete')
END; END;

CREATE TRIGGER law_milestone_insert BEFORE INSERT ON "milestone"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "milestone" WHERE book_id=NEW.book_id AND milestone_id=NEW.milestone_id) THEN RAISE(ABORT, 'L6 milestone: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 milestone: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 milestone: sealed')
END; END;

CREATE TRIGGER law_milestone_update BEFORE UPDATE ON "milestone"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 milestone: no update')
END; END;

CREATE TRIGGER law_milestone_delete BEFORE DELETE ON "milestone"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 milestone: no delete')
END; END;

CREATE TRIGGER law_party_account_insert BEFORE INSERT ON "party_account"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "party_account" WHERE party_id=NEW.party_id AND account_no=NEW.account_no) THEN RAISE(ABORT, 'L6 party_account: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 party_account: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE(ABORT, 'L6 party_account: sealed')
  WHEN NEW.leaf_idx > 0 AND NOT EXISTS (SELECT 1 FROM confirmation WHERE leaf_idx=NEW.leaf_idx) AND NOT EXISTS (SELECT 1 FROM party WHERE party_id=NEW.party_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L8 party_account: nobody else confirmed it')
END; END;

CREATE TRIGGER law_party_account_update BEFORE UPDATE ON "party_account"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 party_account: no update')
END; END;

CREATE TRIGGER law_party_account_delete BEFORE DELETE ON "party_account"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 party_account: no delete')
END; END;

CREATE TRIGGER law_party_link_insert BEFORE INSERT ON "party_link"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "party_link" WHERE party_id=NEW.party_id AND kind=NEW.kind AND name=NEW.name) THEN RAISE(ABORT, 'L6 party_link: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 party_link: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE(ABORT, 'L6 party_link: sealed')
END; END;

CREATE TRIGGER law_party_link_update BEFORE UPDATE ON "party_link"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 party_link: no update')
END; END;

CREATE TRIGGER law_party_link_delete BEFORE DELETE ON "party_link"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 party_link: no delete')
END; END;

CREATE TRIGGER law_payment_request_insert BEFORE INSERT ON "payment_request"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "payment_request" WHERE book_id=NEW.book_id AND payment_request_id=NEW.payment_request_id) THEN RAISE(ABORT, 'L6 payment_request: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 payment_request: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 payment_request: sealed')
END; END;

CREATE TRIGGER law_payment_request_update BEFORE UPDATE ON "payment_request"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 payment_request: no update')
END; END;

CREATE TRIGGER law_payment_request_delete BEFORE DELETE ON "payment_request"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 payment_request: no delete')
END; END;

CREATE TRIGGER law_phase_change_insert BEFORE INSERT ON "phase_change"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "phase_change" WHERE book_id=NEW.book_id AND project_id=NEW.project_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 phase_change: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 phase_change: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 phase_change: sealed')
END; END;

CREATE TRIGGER law_phase_change_update BEFORE UPDATE ON "phase_change"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 phase_change: no update')
END; END;

CREATE TRIGGER law_phase_change_delete BEFORE DELETE ON "phase_change"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 phase_change: no delete')
END; END;

CREATE TRIGGER law_plot_insert BEFORE INSERT ON "plot"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "plot" WHERE book_id=NEW.book_id AND plot_id=NEW.plot_id) THEN RAISE(ABORT, 'L6 plot: key exists')
  WHEN EXISTS (SELECT 1 FROM "plot" WHERE book_id=NEW.book_id AND project_id=NEW.project_id AND plot_no=NEW.plot_no) THEN RAISE(ABORT, 'L6 plot: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 plot: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 plot: sealed')
END; END;

CREATE TRIGGER law_plot_update BEFORE UPDATE ON "plot"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 plot: no update')
END; END;

CREATE TRIGGER law_plot_delete BEFORE DELETE ON "plot"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 plot: no delete')
END; END;

CREATE TRIGGER law_qualification_insert BEFORE INSERT ON "qualification"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "qualification" WHERE party_id=NEW.party_id AND certificate_no=NEW.certificate_no AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 qualification: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 qualification: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE(ABORT, 'L6 qualification: sealed')
END; END;

CREATE TRIGGER law_qualification_update BEFORE UPDATE ON "qualification"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 qualification: no update')
END; END;

CREATE TRIGGER law_qualification_delete BEFORE DELETE ON "qualification"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 qualification: no delete')
END; END;

CREATE TRIGGER law_responsibility_insert BEFORE INSERT ON "responsibility"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "responsibility" WHERE book_id=NEW.book_id AND project_id=NEW.project_id AND role=NEW.role AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 responsibility: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 responsibility: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 responsibility: sealed')
END; END;

CREATE TRIGGER law_responsibility_update BEFORE UPDATE ON "responsibility"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 responsibility: no update')
END; END;

CREATE TRIGGER law_responsibility_delete BEFORE DELETE ON "responsibility"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 responsibility: no delete')
END; END;

CREATE TRIGGER law_review_record_insert BEFORE INSERT ON "review_record"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "review_record" WHERE book_id=NEW.book_id AND review_id=NEW.review_id) THEN RAISE(ABORT, 'L6 review_record: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 review_record: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 review_record: sealed')
END; END;

CREATE TRIGGER law_review_record_update BEFORE UPDATE ON "review_record"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 review_record: no update')
END; END;

CREATE TRIGGER law_review_record_delete BEFORE DELETE ON "review_record"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 review_record: no delete')
END; END;

CREATE TRIGGER law_risk_insert BEFORE INSERT ON "risk"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "risk" WHERE book_id=NEW.book_id AND risk_id=NEW.risk_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 risk: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 risk: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 risk: sealed')
END; END;

CREATE TRIGGER law_risk_update BEFORE UPDATE ON "risk"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 risk: no update')
END; END;

CREATE TRIGGER law_risk_delete BEFORE DELETE ON "risk"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 risk: no delete')
END; END;

CREATE TRIGGER law_sub_project_insert BEFORE INSERT ON "sub_project"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "sub_project" WHERE book_id=NEW.book_id AND sub_project_id=NEW.sub_project_id) THEN RAISE(ABORT, 'L6 sub_project: key exists')
  WHEN EXISTS (SELECT 1 FROM "sub_project" WHERE book_id=NEW.book_id AND project_id=NEW.project_id AND code=NEW.code) THEN RAISE(ABORT, 'L6 sub_project: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 sub_project: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 sub_project: sealed')
END; END;

CREATE TRIGGER law_sub_project_update BEFORE UPDATE ON "sub_project"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 sub_project: no update')
END; END;

CREATE TRIGGER law_sub_project_delete BEFORE DELETE ON "sub_project"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 sub_project: no delete')
END; END;

CREATE TRIGGER law_task_report_insert BEFORE INSERT ON "task_report"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "task_report" WHERE book_id=NEW.book_id AND task_id=NEW.task_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 task_report: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 task_report: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 task_report: sealed')
END; END;

CREATE TRIGGER law_task_report_update BEFORE UPDATE ON "task_report"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 task_report: no update')
END; END;

CREATE TRIGGER law_task_report_delete BEFORE DELETE ON "task_report"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 task_report: no delete')
END; END;

CREATE TRIGGER law_tender_insert BEFORE INSERT ON "tender"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "tender" WHERE book_id=NEW.book_id AND tender_id=NEW.tender_id) THEN RAISE(ABORT, 'L6 tender: key exists')
  WHEN EXISTS (SELECT 1 FROM "tender" WHERE book_id=NEW.book_id AND tender_no=NEW.tender_no) THEN RAISE(ABORT, 'L6 tender: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 tender: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 tender: sealed')
END; END;

CREATE TRIGGER law_tender_update BEFORE UPDATE ON "tender"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 tender: no update')
END; END;

CREATE TRIGGER law_tender_delete BEFORE DELETE ON "tender"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 tender: no delete')
END; END;

CREATE TRIGGER law_tip_insert BEFORE INSERT ON "tip"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "tip" WHERE book_id=NEW.book_id AND tip_id=NEW.tip_id) THEN RAISE(ABORT, 'L6 tip: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 tip: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 tip: sealed')
END; END;

CREATE TRIGGER law_tip_update BEFORE UPDATE ON "tip"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 tip: no update')
END; END;

CREATE TRIGGER law_tip_delete BEFORE DELETE ON "tip"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 tip: no delete')
END; END;

CREATE TRIGGER law_allotment_insert BEFORE INSERT ON "allotment"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "allotment" WHERE book_id=NEW.book_id AND allotment_id=NEW.allotment_id) THEN RAISE(ABORT, 'L6 allotment: key exists')
  WHEN EXISTS (SELECT 1 FROM "allotment" WHERE book_id=NEW.book_id AND allotment_no=NEW.allotment_no) THEN RAISE(ABORT, 'L6 allotment: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 allotment: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 allotment: sealed')
END; END;

CREATE TRIGGER law_allotment_update BEFORE UPDATE ON "allotment"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 allotment: no update')
END; END;

CREATE TRIGGER law_allotment_delete BEFORE DELETE ON "allotment"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 allotment: no delete')
END; END;

CREATE TRIGGER law_application_answer_insert BEFORE INSERT ON "application_answer"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "application_answer" WHERE book_id=NEW.book_id AND application_id=NEW.application_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 application_answer: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 application_answer: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 application_answer: sealed')
END; END;

CREATE TRIGGER law_application_answer_update BEFORE UPDATE ON "application_answer"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 application_answer: no update')
END; END;

CREATE TRIGGER law_application_answer_delete BEFORE DELETE ON "application_answer"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 application_answer: no delete')
END; END;

CREATE TRIGGER law_bank_statement_line_insert BEFORE INSERT ON "bank_statement_line"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "bank_statement_line" WHERE book_id=NEW.book_id AND statement_line_id=NEW.statement_line_id) THEN RAISE(ABORT, 'L6 bank_statement_line: key exists')
  WHEN EXISTS (SELECT 1 FROM "bank_statement_line" WHERE book_id=NEW.book_id AND bank_account_id=NEW.bank_account_id AND bank_ref=NEW.bank_ref) THEN RAISE(ABORT, 'L6 bank_statement_line: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 bank_statement_line: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 bank_statement_line: sealed')
END; END;

CREATE TRIGGER law_bank_statement_line_update BEFORE UPDATE ON "bank_statement_line"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 bank_statement_line: no update')
END; END;

CREATE TRIGGER law_bank_statement_line_delete BEFORE DELETE ON "bank_statement_line"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 bank_statement_line: no delete')
END; END;

CREATE TRIGGER law_bid_insert BEFORE INSERT ON "bid"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "bid" WHERE book_id=NEW.book_id AND tender_id=NEW.tender_id AND n=NEW.n) THEN RAISE(ABORT, 'L6 bid: key exists')
  WHEN EXISTS (SELECT 1 FROM "bid" WHERE book_id=NEW.book_id AND tender_id=NEW.tender_id AND party_id=NEW.party_id) THEN RAISE(ABORT, 'L6 bid: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 bid: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 bid: sealed')
END; END;

CREATE TRIGGER law_bid_update BEFORE UPDATE ON "bid"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 bid: no update')
END; END;

CREATE TRIGGER law_bid_delete BEFORE DELETE ON "bid"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 bid: no delete')
END; END;

CREATE TRIGGER law_contract_insert BEFORE INSERT ON "contract"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "contract" WHERE book_id=NEW.book_id AND contract_id=NEW.contract_id) THEN RAISE(ABORT, 'L6 contract: key exists')
  WHEN EXISTS (SELECT 1 FROM "contract" WHERE book_id=NEW.book_id AND contract_no=NEW.contract_no) THEN RAISE(ABORT, 'L6 contract: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 contract: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 contract: sealed')
END; END;

CREATE TRIGGER law_contract_update BEFORE UPDATE ON "contract"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 contract: no update')
END; END;

CREATE TRIGGER law_contract_delete BEFORE DELETE ON "contract"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 contract: no delete')
END; END;

CREATE TRIGGER law_debt_insert BEFORE INSERT ON "debt"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "debt" WHERE book_id=NEW.book_id AND debt_id=NEW.debt_id) THEN RAISE(ABORT, 'L6 debt: key exists')
  WHEN EXISTS (SELECT 1 FROM "debt" WHERE book_id=NEW.book_id AND debt_no=NEW.debt_no) THEN RAISE(ABORT, 'L6 debt: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 debt: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 debt: sealed')
END; END;

CREATE TRIGGER law_debt_update BEFORE UPDATE ON "debt"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 debt: no update')
END; END;

CREATE TRIGGER law_debt_delete BEFORE DELETE ON "debt"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 debt: no delete')
END; END;

CREATE TRIGGER law_delivery_line_insert BEFORE INSERT ON "delivery_line"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "delivery_line" WHERE book_id=NEW.book_id AND delivery_id=NEW.delivery_id AND n=NEW.n) THEN RAISE(ABORT, 'L6 delivery_line: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 delivery_line: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 delivery_line: sealed')
END; END;

CREATE TRIGGER law_delivery_line_update BEFORE UPDATE ON "delivery_line"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 delivery_line: no update')
END; END;

CREATE TRIGGER law_delivery_line_delete BEFORE DELETE ON "delivery_line"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 delivery_line: no delete')
END; END;

CREATE TRIGGER law_hold_insert BEFORE INSERT ON "hold"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "hold" WHERE book_id=NEW.book_id AND leaf_idx=NEW.leaf_idx AND n=NEW.n) THEN RAISE(ABORT, 'L6 hold: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 hold: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 hold: sealed')
END; END;

CREATE TRIGGER law_hold_update BEFORE UPDATE ON "hold"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 hold: no update')
END; END;

CREATE TRIGGER law_hold_delete BEFORE DELETE ON "hold"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 hold: no delete')
END; END;

CREATE TRIGGER law_house_survey_insert BEFORE INSERT ON "house_survey"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "house_survey" WHERE book_id=NEW.book_id AND plot_id=NEW.plot_id AND household_no=NEW.household_no) THEN RAISE(ABORT, 'L6 house_survey: key exists')
  WHEN EXISTS (SELECT 1 FROM "house_survey" WHERE book_id=NEW.book_id AND house_no=NEW.house_no) THEN RAISE(ABORT, 'L6 house_survey: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 house_survey: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 house_survey: sealed')
END; END;

CREATE TRIGGER law_house_survey_update BEFORE UPDATE ON "house_survey"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 house_survey: no update')
END; END;

CREATE TRIGGER law_house_survey_delete BEFORE DELETE ON "house_survey"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 house_survey: no delete')
END; END;

CREATE TRIGGER law_inspection_finding_insert BEFORE INSERT ON "inspection_finding"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "inspection_finding" WHERE book_id=NEW.book_id AND inspection_id=NEW.inspection_id AND n=NEW.n) THEN RAISE(ABORT, 'L6 inspection_finding: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 inspection_finding: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 inspection_finding: sealed')
END; END;

CREATE TRIGGER law_inspection_finding_update BEFORE UPDATE ON "inspection_finding"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 inspection_finding: no update')
END; END;

CREATE TRIGGER law_inspection_finding_delete BEFORE DELETE ON "inspection_finding"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 inspection_finding: no delete')
END; END;

CREATE TRIGGER law_milestone_reached_insert BEFORE INSERT ON "milestone_reached"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "milestone_reached" WHERE book_id=NEW.book_id AND milestone_id=NEW.milestone_id) THEN RAISE(ABORT, 'L6 milestone_reached: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 milestone_reached: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 milestone_reached: sealed')
END; END;

CREATE TRIGGER law_milestone_reached_update BEFORE UPDATE ON "milestone_reached"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 milestone_reached: no update')
END; END;

CREATE TRIGGER law_milestone_reached_delete BEFORE DELETE ON "milestone_reached"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 milestone_reached: no delete')
END; END;

CREATE TRIGGER law_payment_step_insert BEFORE INSERT ON "payment_step"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "payment_step" WHERE book_id=NEW.book_id AND payment_request_id=NEW.payment_request_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 payment_step: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 payment_step: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 payment_step: sealed')
  WHEN NEW.step <> 'returned' AND EXISTS (SELECT 1 FROM payment_step WHERE book_id=NEW.book_id AND payment_request_id=NEW.payment_request_id AND actor=NEW.actor AND step <> 'returned') THEN RAISE(ABORT, 'L8 payment_step: one person in two steps')
END; END;

CREATE TRIGGER law_payment_step_update BEFORE UPDATE ON "payment_step"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 payment_step: no update')
END; END;

CREATE TRIGGER law_payment_step_delete BEFORE DELETE ON "payment_step"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 payment_step: no delete')
END; END;

CREATE TRIGGER law_renewal_step_insert BEFORE INSERT ON "renewal_step"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "renewal_step" WHERE book_id=NEW.book_id AND plot_id=NEW.plot_id AND step=NEW.step) THEN RAISE(ABORT, 'L6 renewal_step: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 renewal_step: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 renewal_step: sealed')
END; END;

CREATE TRIGGER law_renewal_step_update BEFORE UPDATE ON "renewal_step"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 renewal_step: no update')
END; END;

CREATE TRIGGER law_renewal_step_delete BEFORE DELETE ON "renewal_step"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 renewal_step: no delete')
END; END;

CREATE TRIGGER law_tip_reply_insert BEFORE INSERT ON "tip_reply"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "tip_reply" WHERE book_id=NEW.book_id AND tip_id=NEW.tip_id) THEN RAISE(ABORT, 'L6 tip_reply: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 tip_reply: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 tip_reply: sealed')
END; END;

CREATE TRIGGER law_tip_reply_update BEFORE UPDATE ON "tip_reply"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 tip_reply: no update')
END; END;

CREATE TRIGGER law_tip_reply_delete BEFORE DELETE ON "tip_reply"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 tip_reply: no delete')
END; END;

CREATE TRIGGER law_asset_package_insert BEFORE INSERT ON "asset_package"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "asset_package" WHERE book_id=NEW.book_id AND package_id=NEW.package_id) THEN RAISE(ABORT, 'L6 asset_package: key exists')
  WHEN EXISTS (SELECT 1 FROM "asset_package" WHERE book_id=NEW.book_id AND name=NEW.name) THEN RAISE(ABORT, 'L6 asset_package: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 asset_package: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 asset_package: sealed')
END; END;

CREATE TRIGGER law_asset_package_update BEFORE UPDATE ON "asset_package"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 asset_package: no update')
END; END;

CREATE TRIGGER law_asset_package_delete BEFORE DELETE ON "asset_package"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 asset_package: no delete')
END; END;

CREATE TRIGGER law_certificate_insert BEFORE INSERT ON "certificate"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "certificate" WHERE book_id=NEW.book_id AND certificate_id=NEW.certificate_id) THEN RAISE(ABORT, 'L6 certificate: key exists')
  WHEN EXISTS (SELECT 1 FROM "certificate" WHERE book_id=NEW.book_id AND contract_id=NEW.contract_id AND certificate_no=NEW.certificate_no) THEN RAISE(ABORT, 'L6 certificate: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 certificate: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 certificate: sealed')
END; END;

CREATE TRIGGER law_certificate_update BEFORE UPDATE ON "certificate"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 certificate: no update')
END; END;

CREATE TRIGGER law_certificate_delete BEFORE DELETE ON "certificate"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 certificate: no delete')
END; END;

CREATE TRIGGER law_debt_schedule_insert BEFORE INSERT ON "debt_schedule"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "debt_schedule" WHERE book_id=NEW.book_id AND debt_id=NEW.debt_id AND n=NEW.n) THEN RAISE(ABORT, 'L6 debt_schedule: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 debt_schedule: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 debt_schedule: sealed')
END; END;

CREATE TRIGGER law_debt_schedule_update BEFORE UPDATE ON "debt_schedule"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 debt_schedule: no update')
END; END;

CREATE TRIGGER law_debt_schedule_delete BEFORE DELETE ON "debt_schedule"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 debt_schedule: no delete')
END; END;

CREATE TRIGGER law_finding_closure_insert BEFORE INSERT ON "finding_closure"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "finding_closure" WHERE book_id=NEW.book_id AND inspection_id=NEW.inspection_id AND n=NEW.n) THEN RAISE(ABORT, 'L6 finding_closure: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 finding_closure: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 finding_closure: sealed')
END; END;

CREATE TRIGGER law_finding_closure_update BEFORE UPDATE ON "finding_closure"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 finding_closure: no update')
END; END;

CREATE TRIGGER law_finding_closure_delete BEFORE DELETE ON "finding_closure"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 finding_closure: no delete')
END; END;

CREATE TRIGGER law_funding_plan_insert BEFORE INSERT ON "funding_plan"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "funding_plan" WHERE book_id=NEW.book_id AND contract_id=NEW.contract_id AND n=NEW.n AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 funding_plan: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 funding_plan: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 funding_plan: sealed')
END; END;

CREATE TRIGGER law_funding_plan_update BEFORE UPDATE ON "funding_plan"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 funding_plan: no update')
END; END;

CREATE TRIGGER law_funding_plan_delete BEFORE DELETE ON "funding_plan"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 funding_plan: no delete')
END; END;

CREATE TRIGGER law_guarantee_insert BEFORE INSERT ON "guarantee"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "guarantee" WHERE book_id=NEW.book_id AND guarantee_id=NEW.guarantee_id) THEN RAISE(ABORT, 'L6 guarantee: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 guarantee: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 guarantee: sealed')
END; END;

CREATE TRIGGER law_guarantee_update BEFORE UPDATE ON "guarantee"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 guarantee: no update')
END; END;

CREATE TRIGGER law_guarantee_delete BEFORE DELETE ON "guarantee"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 guarantee: no delete')
END; END;

CREATE TRIGGER law_house_valuation_insert BEFORE INSERT ON "house_valuation"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "house_valuation" WHERE book_id=NEW.book_id AND plot_id=NEW.plot_id AND household_no=NEW.household_no AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 house_valuation: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 house_valuation: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 house_valuation: sealed')
END; END;

CREATE TRIGGER law_house_valuation_update BEFORE UPDATE ON "house_valuation"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 house_valuation: no update')
END; END;

CREATE TRIGGER law_house_valuation_delete BEFORE DELETE ON "house_valuation"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 house_valuation: no delete')
END; END;

CREATE TRIGGER law_household_insert BEFORE INSERT ON "household"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "household" WHERE book_id=NEW.book_id AND contract_id=NEW.contract_id) THEN RAISE(ABORT, 'L6 household: key exists')
  WHEN EXISTS (SELECT 1 FROM "household" WHERE book_id=NEW.book_id AND project_id=NEW.project_id AND household_no=NEW.household_no) THEN RAISE(ABORT, 'L6 household: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 household: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 household: sealed')
END; END;

CREATE TRIGGER law_household_update BEFORE UPDATE ON "household"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 household: no update')
END; END;

CREATE TRIGGER law_household_delete BEFORE DELETE ON "household"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 household: no delete')
END; END;

CREATE TRIGGER law_interest_subsidy_insert BEFORE INSERT ON "interest_subsidy"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "interest_subsidy" WHERE book_id=NEW.book_id AND debt_id=NEW.debt_id AND n=NEW.n) THEN RAISE(ABORT, 'L6 interest_subsidy: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 interest_subsidy: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 interest_subsidy: sealed')
END; END;

CREATE TRIGGER law_interest_subsidy_update BEFORE UPDATE ON "interest_subsidy"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 interest_subsidy: no update')
END; END;

CREATE TRIGGER law_interest_subsidy_delete BEFORE DELETE ON "interest_subsidy"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 interest_subsidy: no delete')
END; END;

CREATE TRIGGER law_interference_insert BEFORE INSERT ON "interference"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "interference" WHERE book_id=NEW.book_id AND interference_id=NEW.interference_id) THEN RAISE(ABORT, 'L6 interference: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 interference: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 interference: sealed')
END; END;

CREATE TRIGGER law_interference_update BEFORE UPDATE ON "interference"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 interference: no update')
END; END;

CREATE TRIGGER law_interference_delete BEFORE DELETE ON "interference"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 interference: no delete')
END; END;

CREATE TRIGGER law_invoice_insert BEFORE INSERT ON "invoice"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "invoice" WHERE book_id=NEW.book_id AND invoice_id=NEW.invoice_id) THEN RAISE(ABORT, 'L6 invoice: key exists')
  WHEN EXISTS (SELECT 1 FROM "invoice" WHERE book_id=NEW.book_id AND code=NEW.code AND number=NEW.number) THEN RAISE(ABORT, 'L6 invoice: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 invoice: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 invoice: sealed')
END; END;

CREATE TRIGGER law_invoice_update BEFORE UPDATE ON "invoice"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 invoice: no update')
END; END;

CREATE TRIGGER law_invoice_delete BEFORE DELETE ON "invoice"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 invoice: no delete')
END; END;

CREATE TRIGGER law_override_request_insert BEFORE INSERT ON "override_request"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "override_request" WHERE book_id=NEW.book_id AND override_id=NEW.override_id) THEN RAISE(ABORT, 'L6 override_request: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 override_request: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 override_request: sealed')
END; END;

CREATE TRIGGER law_override_request_update BEFORE UPDATE ON "override_request"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 override_request: no update')
END; END;

CREATE TRIGGER law_override_request_delete BEFORE DELETE ON "override_request"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 override_request: no delete')
END; END;

CREATE TRIGGER law_payment_line_insert BEFORE INSERT ON "payment_line"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "payment_line" WHERE book_id=NEW.book_id AND payment_line_id=NEW.payment_line_id) THEN RAISE(ABORT, 'L6 payment_line: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 payment_line: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 payment_line: sealed')
END; END;

CREATE TRIGGER law_payment_line_update BEFORE UPDATE ON "payment_line"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 payment_line: no update')
END; END;

CREATE TRIGGER law_payment_line_delete BEFORE DELETE ON "payment_line"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 payment_line: no delete')
END; END;

CREATE TRIGGER law_ppp_agreement_insert BEFORE INSERT ON "ppp_agreement"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "ppp_agreement" WHERE book_id=NEW.book_id AND contract_id=NEW.contract_id) THEN RAISE(ABORT, 'L6 ppp_agreement: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 ppp_agreement: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 ppp_agreement: sealed')
END; END;

CREATE TRIGGER law_ppp_agreement_update BEFORE UPDATE ON "ppp_agreement"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 ppp_agreement: no update')
END; END;

CREATE TRIGGER law_ppp_agreement_delete BEFORE DELETE ON "ppp_agreement"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 ppp_agreement: no delete')
END; END;

CREATE TRIGGER law_statement_use_insert BEFORE INSERT ON "statement_use"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "statement_use" WHERE book_id=NEW.book_id AND statement_line_id=NEW.statement_line_id) THEN RAISE(ABORT, 'L6 statement_use: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 statement_use: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 statement_use: sealed')
END; END;

CREATE TRIGGER law_statement_use_update BEFORE UPDATE ON "statement_use"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 statement_use: no update')
END; END;

CREATE TRIGGER law_statement_use_delete BEFORE DELETE ON "statement_use"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 statement_use: no delete')
END; END;

CREATE TRIGGER law_tender_award_insert BEFORE INSERT ON "tender_award"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "tender_award" WHERE book_id=NEW.book_id AND tender_id=NEW.tender_id) THEN RAISE(ABORT, 'L6 tender_award: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 tender_award: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 tender_award: sealed')
END; END;

CREATE TRIGGER law_tender_award_update BEFORE UPDATE ON "tender_award"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 tender_award: no update')
END; END;

CREATE TRIGGER law_tender_award_delete BEFORE DELETE ON "tender_award"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 tender_award: no delete')
END; END;

CREATE TRIGGER law_tranche_insert BEFORE INSERT ON "tranche"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "tranche" WHERE book_id=NEW.book_id AND tranche_id=NEW.tranche_id) THEN RAISE(ABORT, 'L6 tranche: key exists')
  WHEN EXISTS (SELECT 1 FROM "tranche" WHERE book_id=NEW.book_id AND label=NEW.label) THEN RAISE(ABORT, 'L6 tranche: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 tranche: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 tranche: sealed')
END; END;

CREATE TRIGGER law_tranche_update BEFORE UPDATE ON "tranche"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 tranche: no update')
END; END;

CREATE TRIGGER law_tranche_delete BEFORE DELETE ON "tranche"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 tranche: no delete')
END; END;

CREATE TRIGGER law_variation_insert BEFORE INSERT ON "variation"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "variation" WHERE book_id=NEW.book_id AND contract_id=NEW.contract_id AND n=NEW.n) THEN RAISE(ABORT, 'L6 variation: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 variation: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 variation: sealed')
END; END;

CREATE TRIGGER law_variation_update BEFORE UPDATE ON "variation"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 variation: no update')
END; END;

CREATE TRIGGER law_variation_delete BEFORE DELETE ON "variation"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 variation: no delete')
END; END;

CREATE TRIGGER law_certificate_line_insert BEFORE INSERT ON "certificate_line"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "certificate_line" WHERE book_id=NEW.book_id AND certificate_id=NEW.certificate_id AND n=NEW.n) THEN RAISE(ABORT, 'L6 certificate_line: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 certificate_line: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 certificate_line: sealed')
END; END;

CREATE TRIGGER law_certificate_line_update BEFORE UPDATE ON "certificate_line"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 certificate_line: no update')
END; END;

CREATE TRIGGER law_certificate_line_delete BEFORE DELETE ON "certificate_line"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 certificate_line: no delete')
END; END;

CREATE TRIGGER law_funding_slice_insert BEFORE INSERT ON "funding_slice"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "funding_slice" WHERE book_id=NEW.book_id AND payment_line_id=NEW.payment_line_id AND n=NEW.n) THEN RAISE(ABORT, 'L6 funding_slice: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 funding_slice: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 funding_slice: sealed')
END; END;

CREATE TRIGGER law_funding_slice_update BEFORE UPDATE ON "funding_slice"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 funding_slice: no update')
END; END;

CREATE TRIGGER law_funding_slice_delete BEFORE DELETE ON "funding_slice"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 funding_slice: no delete')
END; END;

CREATE TRIGGER law_guarantee_event_insert BEFORE INSERT ON "guarantee_event"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "guarantee_event" WHERE book_id=NEW.book_id AND guarantee_id=NEW.guarantee_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 guarantee_event: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 guarantee_event: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 guarantee_event: sealed')
END; END;

CREATE TRIGGER law_guarantee_event_update BEFORE UPDATE ON "guarantee_event"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 guarantee_event: no update')
END; END;

CREATE TRIGGER law_guarantee_event_delete BEFORE DELETE ON "guarantee_event"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 guarantee_event: no delete')
END; END;

CREATE TRIGGER law_interference_clearance_insert BEFORE INSERT ON "interference_clearance"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "interference_clearance" WHERE book_id=NEW.book_id AND interference_id=NEW.interference_id) THEN RAISE(ABORT, 'L6 interference_clearance: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 interference_clearance: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 interference_clearance: sealed')
END; END;

CREATE TRIGGER law_interference_clearance_update BEFORE UPDATE ON "interference_clearance"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 interference_clearance: no update')
END; END;

CREATE TRIGGER law_interference_clearance_delete BEFORE DELETE ON "interference_clearance"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 interference_clearance: no delete')
END; END;

CREATE TRIGGER law_interference_handling_insert BEFORE INSERT ON "interference_handling"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "interference_handling" WHERE book_id=NEW.book_id AND interference_id=NEW.interference_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 interference_handling: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 interference_handling: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 interference_handling: sealed')
END; END;

CREATE TRIGGER law_interference_handling_update BEFORE UPDATE ON "interference_handling"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 interference_handling: no update')
END; END;

CREATE TRIGGER law_interference_handling_delete BEFORE DELETE ON "interference_handling"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 interference_handling: no delete')
END; END;

CREATE TRIGGER law_override_grant_insert BEFORE INSERT ON "override_grant"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "override_grant" WHERE book_id=NEW.book_id AND override_id=NEW.override_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 override_grant: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 override_grant: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 override_grant: sealed')
END; END;

CREATE TRIGGER law_override_grant_update BEFORE UPDATE ON "override_grant"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 override_grant: no update')
END; END;

CREATE TRIGGER law_override_grant_delete BEFORE DELETE ON "override_grant"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 override_grant: no delete')
END; END;

CREATE TRIGGER law_override_use_insert BEFORE INSERT ON "override_use"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "override_use" WHERE book_id=NEW.book_id AND override_id=NEW.override_id AND payment_request_id=NEW.payment_request_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 override_use: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 override_use: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 override_use: sealed')
END; END;

CREATE TRIGGER law_override_use_update BEFORE UPDATE ON "override_use"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 override_use: no update')
END; END;

CREATE TRIGGER law_override_use_delete BEFORE DELETE ON "override_use"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 override_use: no delete')
END; END;

CREATE TRIGGER law_package_asset_insert BEFORE INSERT ON "package_asset"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "package_asset" WHERE book_id=NEW.book_id AND package_id=NEW.package_id AND asset_id=NEW.asset_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 package_asset: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 package_asset: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 package_asset: sealed')
END; END;

CREATE TRIGGER law_package_asset_update BEFORE UPDATE ON "package_asset"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 package_asset: no update')
END; END;

CREATE TRIGGER law_package_asset_delete BEFORE DELETE ON "package_asset"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 package_asset: no delete')
END; END;

CREATE TRIGGER law_payment_invoice_insert BEFORE INSERT ON "payment_invoice"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "payment_invoice" WHERE book_id=NEW.book_id AND payment_request_id=NEW.payment_request_id AND invoice_id=NEW.invoice_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 payment_invoice: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 payment_invoice: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 payment_invoice: sealed')
END; END;

CREATE TRIGGER law_payment_invoice_update BEFORE UPDATE ON "payment_invoice"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 payment_invoice: no update')
END; END;

CREATE TRIGGER law_payment_invoice_delete BEFORE DELETE ON "payment_invoice"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 payment_invoice: no delete')
END; END;

CREATE TRIGGER law_posting_update BEFORE UPDATE ON "posting"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 posting: no update')
END; END;

CREATE TRIGGER law_posting_delete BEFORE DELETE ON "posting"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 posting: no delete')
END; END;

CREATE TRIGGER law_ppp_duty_insert BEFORE INSERT ON "ppp_duty"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "ppp_duty" WHERE book_id=NEW.book_id AND contract_id=NEW.contract_id AND year=NEW.year AND kind=NEW.kind AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 ppp_duty: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 ppp_duty: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 ppp_duty: sealed')
END; END;

CREATE TRIGGER law_ppp_duty_update BEFORE UPDATE ON "ppp_duty"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 ppp_duty: no update')
END; END;

CREATE TRIGGER law_ppp_duty_delete BEFORE DELETE ON "ppp_duty"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 ppp_duty: no delete')
END; END;

CREATE TRIGGER law_ppp_score_insert BEFORE INSERT ON "ppp_score"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "ppp_score" WHERE book_id=NEW.book_id AND contract_id=NEW.contract_id AND year=NEW.year) THEN RAISE(ABORT, 'L6 ppp_score: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 ppp_score: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 ppp_score: sealed')
END; END;

CREATE TRIGGER law_ppp_score_update BEFORE UPDATE ON "ppp_score"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 ppp_score: no update')
END; END;

CREATE TRIGGER law_ppp_score_delete BEFORE DELETE ON "ppp_score"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 ppp_score: no delete')
END; END;

CREATE TRIGGER law_reward_grant_insert BEFORE INSERT ON "reward_grant"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "reward_grant" WHERE book_id=NEW.book_id AND reward_id=NEW.reward_id AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 reward_grant: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 reward_grant: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 reward_grant: sealed')
END; END;

CREATE TRIGGER law_reward_grant_update BEFORE UPDATE ON "reward_grant"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 reward_grant: no update')
END; END;

CREATE TRIGGER law_reward_grant_delete BEFORE DELETE ON "reward_grant"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 reward_grant: no delete')
END; END;

CREATE TRIGGER law_risk_pool_insert BEFORE INSERT ON "risk_pool"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "risk_pool" WHERE book_id=NEW.book_id AND pool_id=NEW.pool_id) THEN RAISE(ABORT, 'L6 risk_pool: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 risk_pool: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 risk_pool: sealed')
END; END;

CREATE TRIGGER law_risk_pool_update BEFORE UPDATE ON "risk_pool"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 risk_pool: no update')
END; END;

CREATE TRIGGER law_risk_pool_delete BEFORE DELETE ON "risk_pool"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 risk_pool: no delete')
END; END;

CREATE TRIGGER law_tranche_share_insert BEFORE INSERT ON "tranche_share"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "tranche_share" WHERE book_id=NEW.book_id AND tranche_id=NEW.tranche_id AND project_id=NEW.project_id) THEN RAISE(ABORT, 'L6 tranche_share: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 tranche_share: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 tranche_share: sealed')
END; END;

CREATE TRIGGER law_tranche_share_update BEFORE UPDATE ON "tranche_share"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 tranche_share: no update')
END; END;

CREATE TRIGGER law_tranche_share_delete BEFORE DELETE ON "tranche_share"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 tranche_share: no delete')
END; END;

CREATE TRIGGER law_pool_loan_insert BEFORE INSERT ON "pool_loan"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "pool_loan" WHERE book_id=NEW.book_id AND pool_id=NEW.pool_id AND n=NEW.n) THEN RAISE(ABORT, 'L6 pool_loan: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 pool_loan: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 pool_loan: sealed')
END; END;

CREATE TRIGGER law_pool_loan_update BEFORE UPDATE ON "pool_loan"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 pool_loan: no update')
END; END;

CREATE TRIGGER law_pool_loan_delete BEFORE DELETE ON "pool_loan"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 pool_loan: no delete')
END; END;

CREATE TRIGGER law_pool_loss_insert BEFORE INSERT ON "pool_loss"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "pool_loss" WHERE book_id=NEW.book_id AND pool_id=NEW.pool_id AND n=NEW.n AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 pool_loss: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 pool_loss: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 pool_loss: sealed')
END; END;

CREATE TRIGGER law_pool_loss_update BEFORE UPDATE ON "pool_loss"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 pool_loss: no update')
END; END;

CREATE TRIGGER law_pool_loss_delete BEFORE DELETE ON "pool_loss"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 pool_loss: no delete')
END; END;

CREATE TRIGGER law_log_head_insert BEFORE INSERT ON "log_head"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM log_head WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L6 log_head: key exists')
  WHEN NEW.size <> 0 THEN RAISE(ABORT, 'L7 log_head: a log starts empty')
END; END;

CREATE TRIGGER law_log_head_delete BEFORE DELETE ON "log_head"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 log_head: no delete')
END; END;

CREATE TRIGGER law_log_head_update BEFORE UPDATE ON "log_head"
BEGIN SELECT CASE
  WHEN NEW.book_id<>OLD.book_id OR NEW.origin<>OLD.origin OR NEW.size<=OLD.size OR NEW.last_booked_at<=OLD.last_booked_at OR NEW.size <> (SELECT max(idx)+1 FROM leaf WHERE book_id=NEW.book_id) THEN RAISE(ABORT, 'L11 log_head: size and clock only grow, with the leaves')
END; END;

ANALYZE sqlite_schema;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('account', 'account', '300 300 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('approval_document', 'approval_document', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('approval_document', 'sqlite_autoindex_approval_document_2', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('asset', 'asset', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('asset', 'sqlite_autoindex_asset_2', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('balance', 'balance', '100000 100000 1666 27 3 1 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('book', 'book', '20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('checkpoint', 'checkpoint', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('confirmation', 'confirmation', '20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('confirmation', 'sqlite_autoindex_confirmation_1', '20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('cosignature', 'cosignature', '20000 20000 4 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('day_head', 'day_head', '20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('disclosure', 'disclosure', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('evidence_file', 'evidence_file', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('fiscal_capacity', 'fiscal_capacity', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('leaf', 'sqlite_autoindex_leaf_1', '400000 400000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('limits', 'limits', '20000 20000 1666 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('log_head', 'log_head', '20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('log_key', 'log_key', '20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('login_failure', 'login_failure', '20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('node', 'node', '400000 400000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('party', 'party', '20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('period_change', 'period_change', '20000 20000 277 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('policy_pack', 'policy_pack', '20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('policy_param', 'policy_param', '20000 4 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('programme', 'programme', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('project', 'project', '120 120 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('project', 'sqlite_autoindex_project_2', '120 120 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('proposal', 'proposal', '20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('refusal', 'refusal', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('request', 'request', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('role_change', 'role_change', '20000 4 1 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('task', 'task', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('user', 'user', '20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('user_key', 'user_key', '20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('voucher', 'ix_voucher_book_id_value_date_voucher_id', '300000 300000 200 4');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('voucher', 'voucher', '300000 300000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('voucher', 'sqlite_autoindex_voucher_2', '300000 300000 4166 833 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('voucher', 'sqlite_autoindex_voucher_3', '300000 300000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('zero_report', 'zero_report', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('acceptance', 'acceptance', '20000 20000 166 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('accountability', 'accountability', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('bank_account', 'bank_account', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('bank_account', 'sqlite_autoindex_bank_account_2', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('budget_line', 'budget_line', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('budget_line', 'sqlite_autoindex_budget_line_2', '20000 20000 166 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('declared_interest', 'declared_interest', '20000 4 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('delivery', 'delivery', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('delivery', 'sqlite_autoindex_delivery_2', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('final_account', 'final_account', '20000 20000 166 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('fund_application', 'fund_application', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('fund_source', 'fund_source', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('fund_source', 'sqlite_autoindex_fund_source_2', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('inspection', 'inspection', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('insurance', 'insurance', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('insurance', 'sqlite_autoindex_insurance_2', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('milestone', 'milestone', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('party_account', 'party_account', '20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('party_link', 'party_link', '20000 4 1 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('payment_request', 'payment_request', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('phase_change', 'phase_change', '20000 20000 166 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('plot', 'plot', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('plot', 'sqlite_autoindex_plot_2', '20000 20000 166 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('qualification', 'qualification', '20000 4 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('responsibility', 'responsibility', '20000 20000 166 33 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('review_record', 'review_record', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('risk', 'risk', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('sub_project', 'sub_project', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('sub_project', 'sqlite_autoindex_sub_project_2', '20000 20000 166 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('task_report', 'task_report', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tender', 'tender', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tender', 'sqlite_autoindex_tender_2', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tip', 'tip', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('allotment', 'allotment', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('allotment', 'sqlite_autoindex_allotment_2', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('application_answer', 'application_answer', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('bank_statement_line', 'bank_statement_line', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('bank_statement_line', 'sqlite_autoindex_bank_statement_line_2', '20000 20000 2500 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('bid', 'bid', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('bid', 'sqlite_autoindex_bid_2', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('contract', 'ix_contract_book_id_project_id', '20000 20000 166');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('contract', 'contract', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('contract', 'sqlite_autoindex_contract_2', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('debt', 'debt', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('debt', 'sqlite_autoindex_debt_2', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('delivery_line', 'delivery_line', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('hold', 'hold', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('house_survey', 'house_survey', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('house_survey', 'sqlite_autoindex_house_survey_2', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('inspection_finding', 'inspection_finding', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('milestone_reached', 'milestone_reached', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('payment_step', 'payment_step', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('renewal_step', 'renewal_step', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tip_reply', 'tip_reply', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('asset_package', 'asset_package', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('asset_package', 'sqlite_autoindex_asset_package_2', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('certificate', 'certificate', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('certificate', 'sqlite_autoindex_certificate_2', '20000 20000 20 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('debt_schedule', 'debt_schedule', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('finding_closure', 'finding_closure', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('funding_plan', 'funding_plan', '20000 20000 20 5 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('guarantee', 'guarantee', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('house_valuation', 'house_valuation', '20000 20000 4 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('household', 'ix_household_book_id_house_no', '20000 20000 4');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('household', 'ix_household_book_id_resident_hash', '20000 20000 4');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('household', 'household', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('household', 'sqlite_autoindex_household_2', '20000 20000 166 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('interest_subsidy', 'interest_subsidy', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('interference', 'interference', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('invoice', 'invoice', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('invoice', 'sqlite_autoindex_invoice_2', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('override_request', 'override_request', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('payment_line', 'ix_payment_line_book_id_contract_id', '20000 20000 20');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('payment_line', 'ix_payment_line_book_id_payment_request_id', '20000 20000 4');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('payment_line', 'payment_line', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('ppp_agreement', 'ppp_agreement', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('statement_use', 'statement_use', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tender_award', 'tender_award', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tranche', 'tranche', '60 60 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tranche', 'sqlite_autoindex_tranche_2', '60 60 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('variation', 'variation', '20000 20000 20 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('certificate_line', 'certificate_line', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('funding_slice', 'funding_slice', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('guarantee_event', 'guarantee_event', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('interference_clearance', 'interference_clearance', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('interference_handling', 'interference_handling', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('override_grant', 'override_grant', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('override_use', 'override_use', '20000 20000 4 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('package_asset', 'package_asset', '20000 20000 4 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('payment_invoice', 'payment_invoice', '20000 20000 4 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('posting', 'ix_posting_book_id_account_voucher_id', '1000000 1000000 16666 4');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('posting', 'ix_posting_book_id_contract_id_account', '1000000 1000000 1000 16');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('posting', 'ix_posting_book_id_tranche_id_account', '1000000 1000000 16666 277');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('posting', 'posting', '1000000 1000000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('ppp_duty', 'ppp_duty', '20000 20000 20 4 1 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('ppp_score', 'ppp_score', '20000 20000 20 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('reward_grant', 'reward_grant', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('risk_pool', 'risk_pool', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tranche_share', 'tranche_share', '20000 20000 333 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('pool_loan', 'pool_loan', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('pool_loss', 'pool_loss', '20000 20000 4 1 1');

ANALYZE sqlite_schema;

