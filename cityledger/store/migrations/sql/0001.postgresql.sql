CREATE TABLE account (
	book_id BIGINT NOT NULL, 
	code TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	zh TEXT COLLATE "C" NOT NULL, 
	en TEXT COLLATE "C" NOT NULL, 
	ledger TEXT COLLATE "C" NOT NULL, 
	side TEXT COLLATE "C" NOT NULL, 
	is_money BIGINT NOT NULL, 
	off_budget BIGINT NOT NULL, 
	floor_by TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_account PRIMARY KEY (book_id, code), 
	CONSTRAINT ck_account_ledger CHECK (ledger IN ('financial', 'budget', 'memo')), 
	CONSTRAINT ck_account_side CHECK (side IN ('D', 'C')), 
	CONSTRAINT ck_account_floor_by CHECK (floor_by IN ('none', 'bank_tranche', 'contract', 'allotment', 'budget_line')), 
	CONSTRAINT ck_account_is_money CHECK (is_money IN (0, 1)), 
	CONSTRAINT ck_account_off_budget CHECK (off_budget IN (0, 1))
);

CREATE TABLE approval_document (
	book_id BIGINT NOT NULL, 
	document_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	authority TEXT COLLATE "C" NOT NULL, 
	issued_on DATE NOT NULL, 
	title TEXT COLLATE "C" NOT NULL, 
	amount_fen BIGINT, 
	sha256 TEXT COLLATE "C", 
	project_id BIGINT, 
	adjusts_id BIGINT, 
	CONSTRAINT pk_approval_document PRIMARY KEY (book_id, document_id), 
	CONSTRAINT uq_approval_document_book_id_doc_no UNIQUE (book_id, doc_no)
);

CREATE TABLE asset (
	book_id BIGINT NOT NULL, 
	asset_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	right_no TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	owner TEXT COLLATE "C" NOT NULL, 
	value_fen BIGINT NOT NULL, 
	valued_on DATE NOT NULL, 
	is_public_welfare BIGINT NOT NULL, 
	CONSTRAINT pk_asset PRIMARY KEY (book_id, asset_id), 
	CONSTRAINT uq_asset_book_id_right_no UNIQUE (book_id, right_no), 
	CONSTRAINT ck_asset_kind CHECK (kind IN ('facility', 'land', 'concession', 'building', 'other')), 
	CONSTRAINT ck_asset_value CHECK (value_fen > 0)
);

CREATE TABLE balance (
	book_id BIGINT NOT NULL, 
	account TEXT COLLATE "C" NOT NULL, 
	tranche_id BIGINT NOT NULL, 
	bank_account_id BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	period BIGINT NOT NULL, 
	debit_fen BIGINT NOT NULL, 
	credit_fen BIGINT NOT NULL, 
	CONSTRAINT pk_balance PRIMARY KEY (book_id, account, tranche_id, bank_account_id, project_id, period)
);

CREATE TABLE book (
	book_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	unit_name TEXT COLLATE "C" NOT NULL, 
	fund_scope TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_book PRIMARY KEY (book_id)
);

CREATE TABLE checkpoint (
	book_id BIGINT NOT NULL, 
	suite BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	size BIGINT NOT NULL, 
	frontier BYTEA NOT NULL, 
	note BYTEA NOT NULL, 
	CONSTRAINT pk_checkpoint PRIMARY KEY (book_id, suite, n)
);

CREATE TABLE confirmation (
	proposal_idx BIGSERIAL NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	confirmed_by TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_confirmation PRIMARY KEY (proposal_idx), 
	CONSTRAINT uq_confirmation_leaf_idx UNIQUE (leaf_idx)
);

CREATE TABLE cosignature (
	book_id BIGINT NOT NULL, 
	suite BIGINT NOT NULL, 
	witness TEXT COLLATE "C" NOT NULL, 
	n BIGINT NOT NULL, 
	size BIGINT NOT NULL, 
	line TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_cosignature PRIMARY KEY (book_id, suite, witness, n)
);

CREATE TABLE day_head (
	leaf_idx BIGINT NOT NULL, 
	of_book BIGINT NOT NULL, 
	size BIGINT NOT NULL, 
	root BYTEA NOT NULL, 
	CONSTRAINT pk_day_head PRIMARY KEY (leaf_idx, of_book), 
	CONSTRAINT ck_day_head_root CHECK (length(root) = 32)
);

CREATE TABLE disclosure (
	book_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	actor TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	subject TEXT COLLATE "C" NOT NULL, 
	purpose TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_disclosure PRIMARY KEY (book_id, leaf_idx), 
	CONSTRAINT ck_disclosure_kind CHECK (kind IN ('household', 'interference', 'tip', 'export'))
);

CREATE TABLE evidence_file (
	book_id BIGINT NOT NULL, 
	sha256 TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	size BIGINT NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_evidence_file PRIMARY KEY (book_id, sha256)
);

CREATE TABLE fiscal_capacity (
	book_id BIGINT NOT NULL, 
	year BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	basis TEXT COLLATE "C" NOT NULL, 
	expenditure_fen BIGINT NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_fiscal_capacity PRIMARY KEY (book_id, year, leaf_idx), 
	CONSTRAINT ck_fiscal_capacity_basis CHECK (basis IN ('final', 'budget', 'forecast')), 
	CONSTRAINT ck_fiscal_capacity_expenditure CHECK (expenditure_fen > 0)
);

CREATE TABLE leaf (
	book_id BIGINT NOT NULL, 
	idx BIGINT NOT NULL, 
	body BYTEA NOT NULL, 
	hash BYTEA NOT NULL, 
	CONSTRAINT pk_leaf PRIMARY KEY (book_id, idx), 
	CONSTRAINT ck_leaf_size CHECK (length(body) <= 131072)
);

CREATE TABLE limits (
	book_id BIGINT NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	key TEXT COLLATE "C" NOT NULL, 
	cap_fen BIGINT NOT NULL, 
	used_fen BIGINT NOT NULL, 
	last_on DATE, 
	CONSTRAINT pk_limits PRIMARY KEY (book_id, kind, key), 
	CONSTRAINT ck_limits_cap CHECK (used_fen <= cap_fen)
);

CREATE TABLE log_head (
	book_id BIGINT NOT NULL, 
	origin TEXT COLLATE "C" NOT NULL, 
	size BIGINT NOT NULL, 
	frontier BYTEA NOT NULL, 
	last_hash BYTEA NOT NULL, 
	last_booked_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	CONSTRAINT pk_log_head PRIMARY KEY (book_id)
);

CREATE TABLE log_key (
	leaf_idx BIGINT NOT NULL, 
	suite BIGINT NOT NULL, 
	public BYTEA NOT NULL, 
	CONSTRAINT pk_log_key PRIMARY KEY (leaf_idx, suite), 
	CONSTRAINT ck_log_key_suite CHECK (suite IN (1, 2)), 
	CONSTRAINT ck_log_key_public CHECK (length(public) = 32)
);

CREATE TABLE login_failure (
	leaf_idx BIGINT NOT NULL, 
	user_id TEXT COLLATE "C" NOT NULL, 
	failures BIGINT NOT NULL, 
	first_at TEXT COLLATE "C" NOT NULL, 
	last_at TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_login_failure PRIMARY KEY (leaf_idx, user_id), 
	CONSTRAINT ck_login_failure_failures CHECK (failures > 0)
);

CREATE TABLE node (
	book_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	hash BYTEA NOT NULL, 
	CONSTRAINT pk_node PRIMARY KEY (book_id, n)
);

CREATE TABLE party (
	party_id TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	scheme TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	legal_representative TEXT COLLATE "C", 
	is_sme BIGINT NOT NULL, 
	CONSTRAINT pk_party PRIMARY KEY (party_id), 
	CONSTRAINT ck_party_scheme CHECK (scheme IN ('uscc', 'foreign')), 
	CONSTRAINT ck_party_is_sme CHECK (is_sme IN (0, 1))
);

CREATE TABLE period_change (
	book_id BIGINT NOT NULL, 
	period BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	voucher_count BIGINT, 
	debit_fen BIGINT, 
	credit_fen BIGINT, 
	CONSTRAINT pk_period_change PRIMARY KEY (book_id, period, leaf_idx), 
	CONSTRAINT ck_period_change_state CHECK (state IN ('open', 'closed'))
);

CREATE TABLE policy_pack (
	name TEXT COLLATE "C" NOT NULL, 
	version TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	issued_on DATE NOT NULL, 
	sha256 TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_policy_pack PRIMARY KEY (name, version)
);

CREATE TABLE policy_param (
	key TEXT COLLATE "C" NOT NULL, 
	valid_from DATE NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	value TEXT COLLATE "C" NOT NULL, 
	unit TEXT COLLATE "C" NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	clause TEXT COLLATE "C", 
	valid_to DATE, 
	evidence TEXT COLLATE "C" NOT NULL, 
	pack TEXT COLLATE "C", 
	CONSTRAINT pk_policy_param PRIMARY KEY (key, valid_from, leaf_idx), 
	CONSTRAINT ck_policy_param_evidence CHECK (evidence IN ('read', 'unverified'))
);

CREATE TABLE programme (
	book_id BIGINT NOT NULL, 
	programme TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	authority TEXT COLLATE "C" NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	opens_on DATE NOT NULL, 
	closes_on DATE NOT NULL, 
	uses TEXT COLLATE "C" NOT NULL, 
	forbids TEXT COLLATE "C" NOT NULL, 
	matching_bp BIGINT NOT NULL, 
	CONSTRAINT pk_programme PRIMARY KEY (book_id, programme)
);

CREATE TABLE project (
	book_id BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	code TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	phase TEXT COLLATE "C", 
	campaign TEXT COLLATE "C", 
	site TEXT COLLATE "C", 
	starts_on DATE, 
	ends_on DATE, 
	design_life_years BIGINT, 
	subtype TEXT COLLATE "C", 
	programme TEXT COLLATE "C", 
	priority BIGINT, 
	authority TEXT COLLATE "C", 
	CONSTRAINT pk_project PRIMARY KEY (book_id, project_id), 
	CONSTRAINT uq_project_book_id_code UNIQUE (book_id, code)
);

CREATE TABLE proposal (
	leaf_idx BIGSERIAL NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	proposed_by TEXT COLLATE "C" NOT NULL, 
	content TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_proposal PRIMARY KEY (leaf_idx)
);

CREATE TABLE refusal (
	book_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	code TEXT COLLATE "C" NOT NULL, 
	facts TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_refusal PRIMARY KEY (book_id, leaf_idx, n)
);

CREATE TABLE request (
	book_id BIGINT NOT NULL, 
	request_id TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	digest TEXT COLLATE "C" NOT NULL, 
	act TEXT COLLATE "C" NOT NULL, 
	actor TEXT COLLATE "C" NOT NULL, 
	is_refused BIGINT NOT NULL, 
	CONSTRAINT pk_request PRIMARY KEY (book_id, request_id), 
	CONSTRAINT ck_request_is_refused CHECK (is_refused IN (0, 1))
);

CREATE TABLE role_change (
	user_id TEXT COLLATE "C" NOT NULL, 
	role TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	held BIGINT NOT NULL, 
	CONSTRAINT pk_role_change PRIMARY KEY (user_id, role, leaf_idx), 
	CONSTRAINT ck_role_change_held CHECK (held IN (0, 1))
);

CREATE TABLE task (
	book_id BIGINT NOT NULL, 
	task_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	subject TEXT COLLATE "C" NOT NULL, 
	opened_on DATE NOT NULL, 
	project_id BIGINT, 
	owner TEXT COLLATE "C", 
	unit TEXT COLLATE "C", 
	level TEXT COLLATE "C", 
	due_on DATE, 
	CONSTRAINT pk_task PRIMARY KEY (book_id, task_id)
);

CREATE TABLE "user" (
	user_id TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_user PRIMARY KEY (user_id)
);

CREATE TABLE user_key (
	user_id TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	public BYTEA, 
	CONSTRAINT pk_user_key PRIMARY KEY (user_id, leaf_idx)
);

CREATE TABLE voucher (
	book_id BIGINT NOT NULL, 
	voucher_id BIGINT NOT NULL, 
	period BIGINT NOT NULL, 
	word TEXT COLLATE "C" NOT NULL, 
	voucher_no BIGINT NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	value_date DATE NOT NULL, 
	booked_at TIMESTAMP WITH TIME ZONE NOT NULL, 
	summary TEXT COLLATE "C" NOT NULL, 
	attachments BIGINT NOT NULL, 
	reverses_id BIGINT, 
	link_no TEXT COLLATE "C", 
	payment_request_id BIGINT, 
	CONSTRAINT pk_voucher PRIMARY KEY (book_id, voucher_id), 
	CONSTRAINT uq_voucher_book_id_period_word_voucher_no UNIQUE (book_id, period, word, voucher_no), 
	CONSTRAINT uq_voucher_book_id_reverses_id UNIQUE (book_id, reverses_id), 
	CONSTRAINT fk_voucher_book_id_reverses_id FOREIGN KEY(book_id, reverses_id) REFERENCES voucher (book_id, voucher_id), 
	CONSTRAINT ck_voucher_kind CHECK (kind IN ('normal', 'opening', 'closing', 'reversal', 'return', 'carry_over', 'bank_fact')), 
	CONSTRAINT ck_voucher_word CHECK (word IN ('初', '收', '付', '转', '记'))
);

CREATE INDEX ix_voucher_book_id_value_date_voucher_id ON voucher (book_id, value_date, voucher_id);

CREATE TABLE zero_report (
	book_id BIGINT NOT NULL, 
	month BIGINT NOT NULL, 
	actor TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	CONSTRAINT pk_zero_report PRIMARY KEY (book_id, month, actor)
);

CREATE TABLE acceptance (
	book_id BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	sub_project_id BIGINT, 
	accepted_on DATE NOT NULL, 
	usable_on DATE NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	filed_on DATE, 
	CONSTRAINT pk_acceptance PRIMARY KEY (book_id, project_id, leaf_idx), 
	CONSTRAINT fk_acceptance_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id)
);

CREATE TABLE accountability (
	book_id BIGINT NOT NULL, 
	accountability_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT, 
	task_id BIGINT, 
	inspection_id BIGINT, 
	person TEXT COLLATE "C" NOT NULL, 
	unit TEXT COLLATE "C" NOT NULL, 
	failing TEXT COLLATE "C" NOT NULL, 
	measure TEXT COLLATE "C" NOT NULL, 
	decided_on DATE NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_accountability PRIMARY KEY (book_id, accountability_id), 
	CONSTRAINT fk_accountability_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_accountability_failing CHECK (failing IN ('inaction', 'slowness', 'wrongdoing')), 
	CONSTRAINT ck_accountability_measure CHECK (measure IN ('criticism', 'talk', 'transfer', 'case'))
);

CREATE TABLE bank_account (
	book_id BIGINT NOT NULL, 
	bank_account_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	account TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	bank_name TEXT COLLATE "C" NOT NULL, 
	account_no TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_bank_account PRIMARY KEY (book_id, bank_account_id), 
	CONSTRAINT fk_bank_account_book_id_account FOREIGN KEY(book_id, account) REFERENCES account (book_id, code), 
	CONSTRAINT ck_bank_account_kind CHECK (kind IN ('bank', 'cash', 'transit', 'quota')), 
	CONSTRAINT uq_bank_account_book_id_account_no UNIQUE (book_id, account_no)
);

CREATE TABLE budget_line (
	book_id BIGINT NOT NULL, 
	budget_line_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	document_id BIGINT NOT NULL, 
	code TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	cost_class TEXT COLLATE "C" NOT NULL, 
	account TEXT COLLATE "C" NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	CONSTRAINT pk_budget_line PRIMARY KEY (book_id, budget_line_id), 
	CONSTRAINT fk_budget_line_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_budget_line_book_id_document_id FOREIGN KEY(book_id, document_id) REFERENCES approval_document (book_id, document_id), 
	CONSTRAINT uq_budget_line_book_id_project_id_code UNIQUE (book_id, project_id, code), 
	CONSTRAINT ck_budget_line_cost_class CHECK (cost_class IN ('works', 'installation', 'equipment', 'allocable', 'other')), 
	CONSTRAINT ck_budget_line_amount CHECK (amount_fen > 0)
);

CREATE TABLE declared_interest (
	user_id TEXT COLLATE "C" NOT NULL, 
	party_id TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	held BIGINT NOT NULL, 
	reason TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_declared_interest PRIMARY KEY (user_id, party_id, leaf_idx), 
	CONSTRAINT fk_declared_interest_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT ck_declared_interest_held CHECK (held IN (0, 1))
);

CREATE TABLE delivery (
	book_id BIGINT NOT NULL, 
	delivery_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	delivered_on DATE NOT NULL, 
	receiver TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_delivery PRIMARY KEY (book_id, delivery_id), 
	CONSTRAINT fk_delivery_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT uq_delivery_book_id_doc_no UNIQUE (book_id, doc_no)
);

CREATE TABLE final_account (
	book_id BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	authority TEXT COLLATE "C" NOT NULL, 
	stated_on DATE NOT NULL, 
	cost_fen BIGINT NOT NULL, 
	tail_fen BIGINT NOT NULL, 
	surplus_fen BIGINT NOT NULL, 
	CONSTRAINT pk_final_account PRIMARY KEY (book_id, project_id, leaf_idx), 
	CONSTRAINT fk_final_account_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_final_account_state CHECK (state IN ('submitted', 'approved')), 
	CONSTRAINT ck_final_account_tail CHECK (tail_fen >= 0)
);

CREATE TABLE fund_application (
	book_id BIGINT NOT NULL, 
	application_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	programme TEXT COLLATE "C" NOT NULL, 
	cost_item TEXT COLLATE "C", 
	applied_on DATE NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_fund_application PRIMARY KEY (book_id, application_id), 
	CONSTRAINT fk_fund_application_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_fund_application_book_id_programme FOREIGN KEY(book_id, programme) REFERENCES programme (book_id, programme), 
	CONSTRAINT ck_fund_application_amount CHECK (amount_fen > 0)
);

CREATE TABLE fund_source (
	book_id BIGINT NOT NULL, 
	fund_source_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	level TEXT COLLATE "C" NOT NULL, 
	programme TEXT COLLATE "C", 
	route TEXT COLLATE "C" NOT NULL, 
	income_account TEXT COLLATE "C" NOT NULL, 
	budget_account TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_fund_source PRIMARY KEY (book_id, fund_source_id), 
	CONSTRAINT fk_fund_source_book_id_income_account FOREIGN KEY(book_id, income_account) REFERENCES account (book_id, code), 
	CONSTRAINT fk_fund_source_book_id_budget_account FOREIGN KEY(book_id, budget_account) REFERENCES account (book_id, code), 
	CONSTRAINT uq_fund_source_book_id_name UNIQUE (book_id, name)
);

CREATE TABLE inspection (
	book_id BIGINT NOT NULL, 
	inspection_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	inspected_on DATE NOT NULL, 
	inspectors TEXT COLLATE "C" NOT NULL, 
	summary TEXT COLLATE "C" NOT NULL, 
	sha256 TEXT COLLATE "C", 
	CONSTRAINT pk_inspection PRIMARY KEY (book_id, inspection_id), 
	CONSTRAINT fk_inspection_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_inspection_kind CHECK (kind IN ('routine', 'unannounced', 'congress', 'consultative', 'discipline'))
);

CREATE TABLE insurance (
	book_id BIGINT NOT NULL, 
	insurance_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	insurer TEXT COLLATE "C" NOT NULL, 
	policy_no TEXT COLLATE "C" NOT NULL, 
	insured_fen BIGINT NOT NULL, 
	valid_from DATE NOT NULL, 
	expires_on DATE NOT NULL, 
	CONSTRAINT pk_insurance PRIMARY KEY (book_id, insurance_id), 
	CONSTRAINT fk_insurance_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT uq_insurance_book_id_policy_no UNIQUE (book_id, policy_no), 
	CONSTRAINT ck_insurance_kind CHECK (kind IN ('quality', 'works', 'third_party', 'accident')), 
	CONSTRAINT ck_insurance_insured CHECK (insured_fen > 0)
);

CREATE TABLE milestone (
	book_id BIGINT NOT NULL, 
	milestone_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	due_on DATE NOT NULL, 
	CONSTRAINT pk_milestone PRIMARY KEY (book_id, milestone_id), 
	CONSTRAINT fk_milestone_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_milestone_kind CHECK (kind IN ('stage', 'annual', 'overall'))
);

CREATE TABLE party_account (
	party_id TEXT COLLATE "C" NOT NULL, 
	account_no TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	bank_name TEXT COLLATE "C" NOT NULL, 
	purpose TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_party_account PRIMARY KEY (party_id, account_no), 
	CONSTRAINT fk_party_account_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT ck_party_account_purpose CHECK (purpose IN ('general', 'wage'))
);

CREATE TABLE party_link (
	party_id TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	CONSTRAINT pk_party_link PRIMARY KEY (party_id, kind, name), 
	CONSTRAINT fk_party_link_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT ck_party_link_kind CHECK (kind IN ('legal_representative', 'controller', 'shareholder', 'key_staff'))
);

CREATE TABLE payment_request (
	book_id BIGINT NOT NULL, 
	payment_request_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	contract_id BIGINT, 
	kind TEXT COLLATE "C" NOT NULL, 
	value_date DATE NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	summary TEXT COLLATE "C" NOT NULL, 
	attachments BIGINT NOT NULL, 
	CONSTRAINT pk_payment_request PRIMARY KEY (book_id, payment_request_id), 
	CONSTRAINT fk_payment_request_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_payment_request_kind CHECK (kind IN ('advance', 'progress', 'retention', 'settlement', 'compensation', 'service', 'deposit_refund', 'grantor_return')), 
	CONSTRAINT ck_payment_request_amount CHECK (amount_fen > 0)
);

CREATE TABLE phase_change (
	book_id BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	phase TEXT COLLATE "C" NOT NULL, 
	entered_on DATE NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_phase_change PRIMARY KEY (book_id, project_id, leaf_idx), 
	CONSTRAINT fk_phase_change_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_phase_change_phase CHECK (phase IN ('proposal', 'feasibility', 'design', 'tender', 'construction', 'acceptance', 'closing', 'operation', 'closed'))
);

CREATE TABLE plot (
	book_id BIGINT NOT NULL, 
	plot_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	document_id BIGINT NOT NULL, 
	plot_no TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	batch TEXT COLLATE "C" NOT NULL, 
	boundary TEXT COLLATE "C" NOT NULL, 
	households BIGINT NOT NULL, 
	area_dm2 BIGINT NOT NULL, 
	CONSTRAINT pk_plot PRIMARY KEY (book_id, plot_id), 
	CONSTRAINT fk_plot_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_plot_book_id_document_id FOREIGN KEY(book_id, document_id) REFERENCES approval_document (book_id, document_id), 
	CONSTRAINT uq_plot_book_id_project_id_plot_no UNIQUE (book_id, project_id, plot_no), 
	CONSTRAINT ck_plot_households CHECK (households > 0)
);

CREATE TABLE qualification (
	party_id TEXT COLLATE "C" NOT NULL, 
	certificate_no TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	role TEXT COLLATE "C" NOT NULL, 
	grade TEXT COLLATE "C" NOT NULL, 
	valid_from DATE NOT NULL, 
	valid_to DATE NOT NULL, 
	CONSTRAINT pk_qualification PRIMARY KEY (party_id, certificate_no, leaf_idx), 
	CONSTRAINT fk_qualification_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT ck_qualification_role CHECK (role IN ('investigator', 'designer', 'contractor', 'supervisor'))
);

CREATE TABLE responsibility (
	book_id BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	role TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	party_id TEXT COLLATE "C" NOT NULL, 
	leader TEXT COLLATE "C" NOT NULL, 
	leader_cert_no TEXT COLLATE "C", 
	letter_no TEXT COLLATE "C" NOT NULL, 
	authorisation_no TEXT COLLATE "C" NOT NULL, 
	from_on DATE NOT NULL, 
	sub_project_id BIGINT, 
	bundle TEXT COLLATE "C", 
	person_hash TEXT COLLATE "C", 
	letter_sha256 TEXT COLLATE "C", 
	authorisation_sha256 TEXT COLLATE "C", 
	filing_no TEXT COLLATE "C", 
	CONSTRAINT pk_responsibility PRIMARY KEY (book_id, project_id, role, leaf_idx), 
	CONSTRAINT fk_responsibility_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_responsibility_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT ck_responsibility_role CHECK (role IN ('client', 'investigator', 'designer', 'contractor', 'supervisor'))
);

CREATE TABLE review_record (
	book_id BIGINT NOT NULL, 
	review_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	held_on DATE NOT NULL, 
	experts TEXT COLLATE "C" NOT NULL, 
	result TEXT COLLATE "C" NOT NULL, 
	sha256 TEXT COLLATE "C", 
	CONSTRAINT pk_review_record PRIMARY KEY (book_id, review_id), 
	CONSTRAINT fk_review_record_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_review_record_result CHECK (result IN ('passed', 'conditional', 'failed'))
);

CREATE TABLE risk (
	book_id BIGINT NOT NULL, 
	risk_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	stage TEXT COLLATE "C" NOT NULL, 
	risk TEXT COLLATE "C" NOT NULL, 
	level TEXT COLLATE "C" NOT NULL, 
	owner TEXT COLLATE "C" NOT NULL, 
	answer TEXT COLLATE "C" NOT NULL, 
	liability_fen BIGINT NOT NULL, 
	is_closed BIGINT NOT NULL, 
	CONSTRAINT pk_risk PRIMARY KEY (book_id, risk_id, leaf_idx), 
	CONSTRAINT fk_risk_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_risk_level CHECK (level IN ('low', 'medium', 'high')), 
	CONSTRAINT ck_risk_is_closed CHECK (is_closed IN (0, 1))
);

CREATE TABLE sub_project (
	book_id BIGINT NOT NULL, 
	sub_project_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	code TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	batch TEXT COLLATE "C", 
	pilot BIGINT NOT NULL, 
	CONSTRAINT pk_sub_project PRIMARY KEY (book_id, sub_project_id), 
	CONSTRAINT fk_sub_project_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT uq_sub_project_book_id_project_id_code UNIQUE (book_id, project_id, code)
);

CREATE TABLE task_report (
	book_id BIGINT NOT NULL, 
	task_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	actor TEXT COLLATE "C" NOT NULL, 
	done_bp BIGINT NOT NULL, 
	note TEXT COLLATE "C" NOT NULL, 
	closed_on DATE, 
	CONSTRAINT pk_task_report PRIMARY KEY (book_id, task_id, leaf_idx), 
	CONSTRAINT fk_task_report_book_id_task_id FOREIGN KEY(book_id, task_id) REFERENCES task (book_id, task_id), 
	CONSTRAINT ck_task_report_done CHECK (done_bp BETWEEN 0 AND 10000)
);

CREATE TABLE tender (
	book_id BIGINT NOT NULL, 
	tender_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	sub_project_id BIGINT, 
	tender_no TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	subject TEXT COLLATE "C" NOT NULL, 
	method TEXT COLLATE "C" NOT NULL, 
	scope_tag TEXT COLLATE "C" NOT NULL, 
	estimate_fen BIGINT NOT NULL, 
	announced_on DATE NOT NULL, 
	bids_due_on DATE NOT NULL, 
	required_role TEXT COLLATE "C", 
	required_grade TEXT COLLATE "C", 
	exempt_doc_no TEXT COLLATE "C", 
	CONSTRAINT pk_tender PRIMARY KEY (book_id, tender_id), 
	CONSTRAINT fk_tender_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT uq_tender_book_id_tender_no UNIQUE (book_id, tender_no), 
	CONSTRAINT ck_tender_subject CHECK (subject IN ('works', 'goods', 'services')), 
	CONSTRAINT ck_tender_method CHECK (method IN ('public', 'invited', 'negotiated', 'single_source', 'inquiry', 'direct')), 
	CONSTRAINT ck_tender_estimate CHECK (estimate_fen > 0)
);

CREATE TABLE tip (
	book_id BIGINT NOT NULL, 
	tip_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT, 
	received_on DATE NOT NULL, 
	channel TEXT COLLATE "C" NOT NULL, 
	content TEXT COLLATE "C" NOT NULL, 
	reply_by_on DATE NOT NULL, 
	CONSTRAINT pk_tip PRIMARY KEY (book_id, tip_id), 
	CONSTRAINT fk_tip_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id)
);

CREATE TABLE allotment (
	book_id BIGINT NOT NULL, 
	allotment_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	allotment_no TEXT COLLATE "C" NOT NULL, 
	fund_source_id BIGINT NOT NULL, 
	document_id BIGINT NOT NULL, 
	fiscal_year BIGINT NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	function_code TEXT COLLATE "C", 
	economic_code TEXT COLLATE "C", 
	CONSTRAINT pk_allotment PRIMARY KEY (book_id, allotment_id), 
	CONSTRAINT fk_allotment_book_id_fund_source_id FOREIGN KEY(book_id, fund_source_id) REFERENCES fund_source (book_id, fund_source_id), 
	CONSTRAINT fk_allotment_book_id_document_id FOREIGN KEY(book_id, document_id) REFERENCES approval_document (book_id, document_id), 
	CONSTRAINT uq_allotment_book_id_allotment_no UNIQUE (book_id, allotment_no), 
	CONSTRAINT ck_allotment_amount CHECK (amount_fen > 0)
);

CREATE TABLE application_answer (
	book_id BIGINT NOT NULL, 
	application_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	state TEXT COLLATE "C" NOT NULL, 
	answered_on DATE NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_application_answer PRIMARY KEY (book_id, application_id, leaf_idx), 
	CONSTRAINT fk_application_answer_book_id_application_id FOREIGN KEY(book_id, application_id) REFERENCES fund_application (book_id, application_id), 
	CONSTRAINT ck_application_answer_state CHECK (state IN ('approved', 'rejected', 'received', 'withdrawn'))
);

CREATE TABLE bank_statement_line (
	book_id BIGINT NOT NULL, 
	statement_line_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	bank_account_id BIGINT NOT NULL, 
	booked_on DATE NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	bank_ref TEXT COLLATE "C" NOT NULL, 
	counterparty TEXT COLLATE "C" NOT NULL, 
	note TEXT COLLATE "C", 
	CONSTRAINT pk_bank_statement_line PRIMARY KEY (book_id, statement_line_id), 
	CONSTRAINT fk_bank_statement_line_book_id_bank_account_id FOREIGN KEY(book_id, bank_account_id) REFERENCES bank_account (book_id, bank_account_id), 
	CONSTRAINT uq_bank_statement_line_book_id_bank_account_id_bank_ref UNIQUE (book_id, bank_account_id, bank_ref)
);

CREATE TABLE bid (
	book_id BIGINT NOT NULL, 
	tender_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	party_id TEXT COLLATE "C" NOT NULL, 
	price_fen BIGINT NOT NULL, 
	place BIGINT NOT NULL, 
	deposit_fen BIGINT NOT NULL, 
	deposit_account TEXT COLLATE "C", 
	agent TEXT COLLATE "C", 
	phone TEXT COLLATE "C", 
	manager TEXT COLLATE "C", 
	CONSTRAINT pk_bid PRIMARY KEY (book_id, tender_id, n), 
	CONSTRAINT fk_bid_book_id_tender_id FOREIGN KEY(book_id, tender_id) REFERENCES tender (book_id, tender_id), 
	CONSTRAINT fk_bid_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT uq_bid_book_id_tender_id_party_id UNIQUE (book_id, tender_id, party_id), 
	CONSTRAINT ck_bid_price CHECK (price_fen > 0)
);

CREATE TABLE contract (
	book_id BIGINT NOT NULL, 
	contract_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	sub_project_id BIGINT, 
	kind TEXT COLLATE "C" NOT NULL, 
	contract_no TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	party_id TEXT COLLATE "C", 
	payee_name TEXT COLLATE "C" NOT NULL, 
	payee_bank TEXT COLLATE "C" NOT NULL, 
	payee_account TEXT COLLATE "C" NOT NULL, 
	wage_account TEXT COLLATE "C", 
	price_fen BIGINT NOT NULL, 
	signed_on DATE NOT NULL, 
	defects_until_on DATE, 
	budget_line_id BIGINT NOT NULL, 
	cost_item TEXT COLLATE "C", 
	obligation_account TEXT COLLATE "C" NOT NULL, 
	advance_account TEXT COLLATE "C", 
	advance_cap_fen BIGINT NOT NULL, 
	recoup_bp BIGINT NOT NULL, 
	retention_bp BIGINT NOT NULL, 
	labour_bp BIGINT NOT NULL, 
	progress_bp BIGINT NOT NULL, 
	performance_fen BIGINT NOT NULL, 
	advance_guarantee_fen BIGINT NOT NULL, 
	tender_id BIGINT, 
	delivery_mode TEXT COLLATE "C", 
	main_contract_id BIGINT, 
	starts_on DATE, 
	ends_on DATE, 
	pay_days BIGINT, 
	CONSTRAINT pk_contract PRIMARY KEY (book_id, contract_id), 
	CONSTRAINT fk_contract_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_contract_book_id_budget_line_id FOREIGN KEY(book_id, budget_line_id) REFERENCES budget_line (book_id, budget_line_id), 
	CONSTRAINT fk_contract_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT uq_contract_book_id_contract_no UNIQUE (book_id, contract_no), 
	CONSTRAINT ck_contract_kind CHECK (kind IN ('works', 'survey', 'design', 'supervision', 'equipment', 'service', 'compensation', 'ppp', 'loan', 'deposit', 'grant')), 
	CONSTRAINT ck_contract_price CHECK (price_fen > 0)
);

CREATE INDEX ix_contract_book_id_project_id ON contract (book_id, project_id);

CREATE TABLE debt (
	book_id BIGINT NOT NULL, 
	debt_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	debt_no TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	project_id BIGINT NOT NULL, 
	fund_source_id BIGINT NOT NULL, 
	debtor_kind TEXT COLLATE "C" NOT NULL, 
	debtor_id TEXT COLLATE "C", 
	creditor TEXT COLLATE "C" NOT NULL, 
	principal_fen BIGINT NOT NULL, 
	rate_ppm BIGINT NOT NULL, 
	starts_on DATE NOT NULL, 
	ends_on DATE NOT NULL, 
	repaid_from TEXT COLLATE "C" NOT NULL, 
	is_hidden BIGINT NOT NULL, 
	is_guaranteed BIGINT NOT NULL, 
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
);

CREATE TABLE delivery_line (
	book_id BIGINT NOT NULL, 
	delivery_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	account TEXT COLLATE "C" NOT NULL, 
	own_fen BIGINT NOT NULL, 
	allocated_fen BIGINT NOT NULL, 
	quantity BIGINT NOT NULL, 
	unit TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_delivery_line PRIMARY KEY (book_id, delivery_id, n), 
	CONSTRAINT fk_delivery_line_book_id_delivery_id FOREIGN KEY(book_id, delivery_id) REFERENCES delivery (book_id, delivery_id), 
	CONSTRAINT fk_delivery_line_book_id_account FOREIGN KEY(book_id, account) REFERENCES account (book_id, code), 
	CONSTRAINT ck_delivery_line_kind CHECK (kind IN ('fixed', 'current', 'intangible', 'infrastructure', 'housing', 'others')), 
	CONSTRAINT ck_delivery_line_amounts CHECK (own_fen >= 0 AND allocated_fen >= 0)
);

CREATE TABLE hold (
	book_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	payment_request_id BIGINT NOT NULL, 
	tranche_id BIGINT NOT NULL, 
	bank_account_id BIGINT NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	CONSTRAINT pk_hold PRIMARY KEY (book_id, leaf_idx, n), 
	CONSTRAINT fk_hold_book_id_payment_request_id FOREIGN KEY(book_id, payment_request_id) REFERENCES payment_request (book_id, payment_request_id)
);

CREATE TABLE house_survey (
	book_id BIGINT NOT NULL, 
	plot_id BIGINT NOT NULL, 
	household_no TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	house_no TEXT COLLATE "C" NOT NULL, 
	owner_name TEXT COLLATE "C" NOT NULL, 
	resident_hash TEXT COLLATE "C" NOT NULL, 
	resident_tail TEXT COLLATE "C" NOT NULL, 
	area_dm2 BIGINT NOT NULL, 
	surveyed_on DATE NOT NULL, 
	CONSTRAINT pk_house_survey PRIMARY KEY (book_id, plot_id, household_no), 
	CONSTRAINT fk_house_survey_book_id_plot_id FOREIGN KEY(book_id, plot_id) REFERENCES plot (book_id, plot_id), 
	CONSTRAINT uq_house_survey_book_id_house_no UNIQUE (book_id, house_no), 
	CONSTRAINT ck_house_survey_area CHECK (area_dm2 > 0)
);

CREATE TABLE inspection_finding (
	book_id BIGINT NOT NULL, 
	inspection_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	finding TEXT COLLATE "C" NOT NULL, 
	owner TEXT COLLATE "C" NOT NULL, 
	mend_by_on DATE NOT NULL, 
	holds_payment BIGINT NOT NULL, 
	CONSTRAINT pk_inspection_finding PRIMARY KEY (book_id, inspection_id, n), 
	CONSTRAINT fk_inspection_finding_book_id_inspection_id FOREIGN KEY(book_id, inspection_id) REFERENCES inspection (book_id, inspection_id)
);

CREATE TABLE milestone_reached (
	book_id BIGINT NOT NULL, 
	milestone_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	reached_on DATE NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_milestone_reached PRIMARY KEY (book_id, milestone_id), 
	CONSTRAINT fk_milestone_reached_book_id_milestone_id FOREIGN KEY(book_id, milestone_id) REFERENCES milestone (book_id, milestone_id)
);

CREATE TABLE payment_step (
	book_id BIGINT NOT NULL, 
	payment_request_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	step TEXT COLLATE "C" NOT NULL, 
	actor TEXT COLLATE "C" NOT NULL, 
	note TEXT COLLATE "C", 
	CONSTRAINT pk_payment_step PRIMARY KEY (book_id, payment_request_id, leaf_idx), 
	CONSTRAINT fk_payment_step_book_id_payment_request_id FOREIGN KEY(book_id, payment_request_id) REFERENCES payment_request (book_id, payment_request_id), 
	CONSTRAINT ck_payment_step_step CHECK (step IN ('submitted', 'reviewed', 'endorsed', 'approved', 'returned', 'paid'))
);

CREATE TABLE renewal_step (
	book_id BIGINT NOT NULL, 
	plot_id BIGINT NOT NULL, 
	step TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	held_on DATE NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	needed_fen BIGINT NOT NULL, 
	CONSTRAINT pk_renewal_step PRIMARY KEY (book_id, plot_id, step), 
	CONSTRAINT fk_renewal_step_book_id_plot_id FOREIGN KEY(book_id, plot_id) REFERENCES plot (book_id, plot_id), 
	CONSTRAINT ck_renewal_step_step CHECK (step IN ('notice', 'hearing', 'plan', 'decision'))
);

CREATE TABLE tip_reply (
	book_id BIGINT NOT NULL, 
	tip_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	replied_on DATE NOT NULL, 
	reply TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_tip_reply PRIMARY KEY (book_id, tip_id), 
	CONSTRAINT fk_tip_reply_book_id_tip_id FOREIGN KEY(book_id, tip_id) REFERENCES tip (book_id, tip_id)
);

CREATE TABLE asset_package (
	book_id BIGINT NOT NULL, 
	package_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	debt_id BIGINT NOT NULL, 
	packed_on DATE NOT NULL, 
	CONSTRAINT pk_asset_package PRIMARY KEY (book_id, package_id), 
	CONSTRAINT fk_asset_package_book_id_debt_id FOREIGN KEY(book_id, debt_id) REFERENCES debt (book_id, debt_id), 
	CONSTRAINT uq_asset_package_book_id_name UNIQUE (book_id, name)
);

CREATE TABLE certificate (
	book_id BIGINT NOT NULL, 
	certificate_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	contract_id BIGINT NOT NULL, 
	certificate_no BIGINT NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	certified_on DATE NOT NULL, 
	supervisor_id TEXT COLLATE "C", 
	chief_engineer TEXT COLLATE "C", 
	document_sha256 TEXT COLLATE "C", 
	CONSTRAINT pk_certificate PRIMARY KEY (book_id, certificate_id), 
	CONSTRAINT fk_certificate_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT uq_certificate_book_id_contract_id_certificate_no UNIQUE (book_id, contract_id, certificate_no), 
	CONSTRAINT ck_certificate_kind CHECK (kind IN ('progress', 'settlement', 'agreement', 'service', 'remeasure'))
);

CREATE TABLE debt_schedule (
	book_id BIGINT NOT NULL, 
	debt_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	due_on DATE NOT NULL, 
	principal_fen BIGINT NOT NULL, 
	interest_fen BIGINT NOT NULL, 
	CONSTRAINT pk_debt_schedule PRIMARY KEY (book_id, debt_id, n), 
	CONSTRAINT fk_debt_schedule_book_id_debt_id FOREIGN KEY(book_id, debt_id) REFERENCES debt (book_id, debt_id)
);

CREATE TABLE finding_closure (
	book_id BIGINT NOT NULL, 
	inspection_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	closed_on DATE NOT NULL, 
	actor TEXT COLLATE "C" NOT NULL, 
	evidence TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_finding_closure PRIMARY KEY (book_id, inspection_id, n), 
	CONSTRAINT fk_finding_closure_book_id_inspection_id_n FOREIGN KEY(book_id, inspection_id, n) REFERENCES inspection_finding (book_id, inspection_id, n)
);

CREATE TABLE funding_plan (
	book_id BIGINT NOT NULL, 
	contract_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	fund_source_id BIGINT NOT NULL, 
	allotment_id BIGINT, 
	fiscal_year BIGINT NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	CONSTRAINT pk_funding_plan PRIMARY KEY (book_id, contract_id, n, leaf_idx), 
	CONSTRAINT fk_funding_plan_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_funding_plan_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT fk_funding_plan_book_id_fund_source_id FOREIGN KEY(book_id, fund_source_id) REFERENCES fund_source (book_id, fund_source_id), 
	CONSTRAINT fk_funding_plan_book_id_allotment_id FOREIGN KEY(book_id, allotment_id) REFERENCES allotment (book_id, allotment_id)
);

CREATE TABLE guarantee (
	book_id BIGINT NOT NULL, 
	guarantee_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	contract_id BIGINT NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	form TEXT COLLATE "C" NOT NULL, 
	issuer TEXT COLLATE "C" NOT NULL, 
	letter_no TEXT COLLATE "C" NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	valid_from DATE NOT NULL, 
	expires_on DATE NOT NULL, 
	CONSTRAINT pk_guarantee PRIMARY KEY (book_id, guarantee_id), 
	CONSTRAINT fk_guarantee_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT ck_guarantee_kind CHECK (kind IN ('performance', 'advance', 'wage', 'bid', 'quality')), 
	CONSTRAINT ck_guarantee_form CHECK (form IN ('letter', 'insurance', 'cash')), 
	CONSTRAINT ck_guarantee_amount CHECK (amount_fen > 0)
);

CREATE TABLE house_valuation (
	book_id BIGINT NOT NULL, 
	plot_id BIGINT NOT NULL, 
	household_no TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	appraiser_id TEXT COLLATE "C" NOT NULL, 
	value_fen BIGINT NOT NULL, 
	valued_on DATE NOT NULL, 
	CONSTRAINT pk_house_valuation PRIMARY KEY (book_id, plot_id, household_no, leaf_idx), 
	CONSTRAINT fk_house_valuation_book_id_plot_id_household_no FOREIGN KEY(book_id, plot_id, household_no) REFERENCES house_survey (book_id, plot_id, household_no), 
	CONSTRAINT fk_house_valuation_appraiser_id FOREIGN KEY(appraiser_id) REFERENCES party (party_id), 
	CONSTRAINT ck_house_valuation_value CHECK (value_fen > 0)
);

CREATE TABLE household (
	book_id BIGINT NOT NULL, 
	contract_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	household_no TEXT COLLATE "C" NOT NULL, 
	plot TEXT COLLATE "C" NOT NULL, 
	owner_name TEXT COLLATE "C" NOT NULL, 
	resident_hash TEXT COLLATE "C", 
	resident_tail TEXT COLLATE "C", 
	area_dm2 BIGINT NOT NULL, 
	mode TEXT COLLATE "C" NOT NULL, 
	house_no TEXT COLLATE "C", 
	replacement TEXT COLLATE "C", 
	replacement_dm2 BIGINT NOT NULL, 
	house_fen BIGINT NOT NULL, 
	moving_fen BIGINT NOT NULL, 
	temporary_fen BIGINT NOT NULL, 
	loss_fen BIGINT NOT NULL, 
	CONSTRAINT pk_household PRIMARY KEY (book_id, contract_id), 
	CONSTRAINT fk_household_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT fk_household_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT uq_household_book_id_project_id_household_no UNIQUE (book_id, project_id, household_no)
);

CREATE INDEX ix_household_book_id_house_no ON household (book_id, house_no);

CREATE INDEX ix_household_book_id_resident_hash ON household (book_id, resident_hash);

CREATE TABLE interest_subsidy (
	book_id BIGINT NOT NULL, 
	debt_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	grantor TEXT COLLATE "C" NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	base_fen BIGINT NOT NULL, 
	rate_ppm BIGINT NOT NULL, 
	from_on DATE NOT NULL, 
	until_on DATE NOT NULL, 
	days BIGINT NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	CONSTRAINT pk_interest_subsidy PRIMARY KEY (book_id, debt_id, n), 
	CONSTRAINT fk_interest_subsidy_book_id_debt_id FOREIGN KEY(book_id, debt_id) REFERENCES debt (book_id, debt_id), 
	CONSTRAINT ck_interest_subsidy_amounts CHECK (amount_fen >= 0 AND days > 0)
);

CREATE TABLE interference (
	book_id BIGINT NOT NULL, 
	interference_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT, 
	contract_id BIGINT, 
	occurred_on DATE NOT NULL, 
	channel TEXT COLLATE "C" NOT NULL, 
	area TEXT COLLATE "C" NOT NULL, 
	directness TEXT COLLATE "C" NOT NULL, 
	content TEXT COLLATE "C" NOT NULL, 
	recorder TEXT COLLATE "C" NOT NULL, 
	act_kind TEXT COLLATE "C" NOT NULL, 
	actor_name TEXT COLLATE "C", 
	actor_unit TEXT COLLATE "C", 
	actor_post TEXT COLLATE "C", 
	actor_rank TEXT COLLATE "C", 
	intermediary TEXT COLLATE "C", 
	beneficiary_id TEXT COLLATE "C", 
	beneficiary TEXT COLLATE "C", 
	witnesses TEXT COLLATE "C", 
	evidence_sha256 TEXT COLLATE "C", 
	is_anonymous BIGINT NOT NULL, 
	tender_id BIGINT, 
	payment_request_id BIGINT, 
	stage TEXT COLLATE "C", 
	CONSTRAINT pk_interference PRIMARY KEY (book_id, interference_id), 
	CONSTRAINT fk_interference_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_interference_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT ck_interference_directness CHECK (directness IN ('direct', 'indirect', 'disguised'))
);

CREATE TABLE invoice (
	book_id BIGINT NOT NULL, 
	invoice_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	contract_id BIGINT NOT NULL, 
	issuer_id TEXT COLLATE "C" NOT NULL, 
	code TEXT COLLATE "C" NOT NULL, 
	number TEXT COLLATE "C" NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	issued_on DATE NOT NULL, 
	verified_on DATE, 
	state TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_invoice PRIMARY KEY (book_id, invoice_id), 
	CONSTRAINT fk_invoice_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT fk_invoice_issuer_id FOREIGN KEY(issuer_id) REFERENCES party (party_id), 
	CONSTRAINT uq_invoice_book_id_code_number UNIQUE (book_id, code, number), 
	CONSTRAINT ck_invoice_state CHECK (state IN ('normal', 'void', 'red', 'partly_red')), 
	CONSTRAINT ck_invoice_amount CHECK (amount_fen > 0)
);

CREATE TABLE override_request (
	book_id BIGINT NOT NULL, 
	override_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	control TEXT COLLATE "C" NOT NULL, 
	project_id BIGINT NOT NULL, 
	contract_id BIGINT, 
	limit_fen BIGINT NOT NULL, 
	reason TEXT COLLATE "C" NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	asked_by TEXT COLLATE "C" NOT NULL, 
	expires_on DATE NOT NULL, 
	CONSTRAINT pk_override_request PRIMARY KEY (book_id, override_id), 
	CONSTRAINT fk_override_request_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_override_request_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT ck_override_request_limit CHECK (limit_fen > 0)
);

CREATE TABLE payment_line (
	book_id BIGINT NOT NULL, 
	payment_line_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	payment_request_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	contract_id BIGINT NOT NULL, 
	certificate_id BIGINT, 
	certificate_n BIGINT, 
	account TEXT COLLATE "C" NOT NULL, 
	cost_item TEXT COLLATE "C", 
	payee_name TEXT COLLATE "C" NOT NULL, 
	payee_bank TEXT COLLATE "C" NOT NULL, 
	payee_account TEXT COLLATE "C" NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	CONSTRAINT pk_payment_line PRIMARY KEY (book_id, payment_line_id), 
	CONSTRAINT fk_payment_line_book_id_payment_request_id FOREIGN KEY(book_id, payment_request_id) REFERENCES payment_request (book_id, payment_request_id), 
	CONSTRAINT fk_payment_line_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT ck_payment_line_amount CHECK (amount_fen > 0)
);

CREATE INDEX ix_payment_line_book_id_contract_id ON payment_line (book_id, contract_id);

CREATE INDEX ix_payment_line_book_id_payment_request_id ON payment_line (book_id, payment_request_id);

CREATE TABLE ppp_agreement (
	book_id BIGINT NOT NULL, 
	contract_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	mode TEXT COLLATE "C" NOT NULL, 
	mechanism TEXT COLLATE "C" NOT NULL, 
	regime TEXT COLLATE "C" NOT NULL, 
	infrastructure TEXT COLLATE "C" NOT NULL, 
	starts_on DATE NOT NULL, 
	term_years BIGINT NOT NULL, 
	capital_fen BIGINT NOT NULL, 
	government_share_ppm BIGINT NOT NULL, 
	invested_fen BIGINT NOT NULL, 
	linked_ppm BIGINT NOT NULL, 
	is_fund_budget BIGINT NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_ppp_agreement PRIMARY KEY (book_id, contract_id), 
	CONSTRAINT fk_ppp_agreement_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT fk_ppp_agreement_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_ppp_agreement_mode CHECK (mode IN ('OM', 'MC', 'BOT', 'BOOT', 'BOO', 'DBFOT', 'TOT', 'ROT')), 
	CONSTRAINT ck_ppp_agreement_mechanism CHECK (mechanism IN ('user_pay', 'gap_subsidy', 'government_pay')), 
	CONSTRAINT ck_ppp_agreement_regime CHECK (regime IN ('stock', 'concession')), 
	CONSTRAINT ck_ppp_agreement_is_fund_budget CHECK (is_fund_budget IN (0, 1)), 
	CONSTRAINT ck_ppp_agreement_terms CHECK (term_years > 0 AND capital_fen > 0)
);

CREATE TABLE statement_use (
	book_id BIGINT NOT NULL, 
	statement_line_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	CONSTRAINT pk_statement_use PRIMARY KEY (book_id, statement_line_id), 
	CONSTRAINT fk_statement_use_book_id_statement_line_id FOREIGN KEY(book_id, statement_line_id) REFERENCES bank_statement_line (book_id, statement_line_id)
);

CREATE TABLE tender_award (
	book_id BIGINT NOT NULL, 
	tender_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	candidates_on DATE NOT NULL, 
	noticed_on DATE NOT NULL, 
	reason TEXT COLLATE "C", 
	CONSTRAINT pk_tender_award PRIMARY KEY (book_id, tender_id), 
	CONSTRAINT fk_tender_award_book_id_tender_id_n FOREIGN KEY(book_id, tender_id, n) REFERENCES bid (book_id, tender_id, n)
);

CREATE TABLE tranche (
	book_id BIGINT NOT NULL, 
	tranche_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	label TEXT COLLATE "C" NOT NULL, 
	form TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	fund_source_id BIGINT, 
	allotment_id BIGINT, 
	amount_fen BIGINT NOT NULL, 
	received_on DATE, 
	fund_year BIGINT, 
	expiry_on DATE, 
	in_budget BIGINT NOT NULL, 
	restricted BIGINT NOT NULL, 
	uses TEXT COLLATE "C" NOT NULL, 
	scope TEXT COLLATE "C" NOT NULL, 
	return_to TEXT COLLATE "C", 
	interest_rule TEXT COLLATE "C", 
	surplus_rule TEXT COLLATE "C", 
	parent_tranche_id BIGINT, 
	origin_book BIGINT, 
	origin_tranche BIGINT, 
	depositor TEXT COLLATE "C", 
	forbids TEXT COLLATE "C" NOT NULL, 
	matching_bp BIGINT NOT NULL, 
	programme TEXT COLLATE "C", 
	CONSTRAINT pk_tranche PRIMARY KEY (book_id, tranche_id), 
	CONSTRAINT fk_tranche_book_id_fund_source_id FOREIGN KEY(book_id, fund_source_id) REFERENCES fund_source (book_id, fund_source_id), 
	CONSTRAINT fk_tranche_book_id_allotment_id FOREIGN KEY(book_id, allotment_id) REFERENCES allotment (book_id, allotment_id), 
	CONSTRAINT uq_tranche_book_id_label UNIQUE (book_id, label), 
	CONSTRAINT ck_tranche_form CHECK (form IN ('none', 'cash', 'quota')), 
	CONSTRAINT ck_tranche_kind CHECK (kind IN ('none', 'grant', 'budget', 'loan', 'bond', 'capital', 'interest', 'deposit', 'legacy', 'unidentified', 'other')), 
	CONSTRAINT ck_tranche_in_budget CHECK (in_budget IN (0, 1)), 
	CONSTRAINT ck_tranche_restricted CHECK (restricted IN (0, 1))
);

CREATE TABLE variation (
	book_id BIGINT NOT NULL, 
	contract_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	approved_on DATE NOT NULL, 
	reason TEXT COLLATE "C" NOT NULL, 
	kind TEXT COLLATE "C", 
	worked_on DATE, 
	CONSTRAINT pk_variation PRIMARY KEY (book_id, contract_id, n), 
	CONSTRAINT fk_variation_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT ck_variation_amount CHECK (amount_fen <> 0)
);

CREATE TABLE certificate_line (
	book_id BIGINT NOT NULL, 
	certificate_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	budget_line_id BIGINT NOT NULL, 
	cost_item TEXT COLLATE "C", 
	account TEXT COLLATE "C" NOT NULL, 
	gross_fen BIGINT NOT NULL, 
	recouped_fen BIGINT NOT NULL, 
	retained_fen BIGINT NOT NULL, 
	labour_fen BIGINT NOT NULL, 
	due_fen BIGINT NOT NULL, 
	deferred_fen BIGINT NOT NULL, 
	CONSTRAINT pk_certificate_line PRIMARY KEY (book_id, certificate_id, n), 
	CONSTRAINT fk_certificate_line_book_id_certificate_id FOREIGN KEY(book_id, certificate_id) REFERENCES certificate (book_id, certificate_id), 
	CONSTRAINT fk_certificate_line_book_id_budget_line_id FOREIGN KEY(book_id, budget_line_id) REFERENCES budget_line (book_id, budget_line_id), 
	CONSTRAINT ck_certificate_line_sum CHECK (gross_fen = recouped_fen + retained_fen + labour_fen + due_fen + deferred_fen)
);

CREATE TABLE funding_slice (
	book_id BIGINT NOT NULL, 
	payment_line_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	tranche_id BIGINT NOT NULL, 
	bank_account_id BIGINT, 
	allotment_id BIGINT, 
	amount_fen BIGINT NOT NULL, 
	CONSTRAINT pk_funding_slice PRIMARY KEY (book_id, payment_line_id, n), 
	CONSTRAINT fk_funding_slice_book_id_payment_line_id FOREIGN KEY(book_id, payment_line_id) REFERENCES payment_line (book_id, payment_line_id), 
	CONSTRAINT fk_funding_slice_book_id_tranche_id FOREIGN KEY(book_id, tranche_id) REFERENCES tranche (book_id, tranche_id), 
	CONSTRAINT fk_funding_slice_book_id_bank_account_id FOREIGN KEY(book_id, bank_account_id) REFERENCES bank_account (book_id, bank_account_id), 
	CONSTRAINT fk_funding_slice_book_id_allotment_id FOREIGN KEY(book_id, allotment_id) REFERENCES allotment (book_id, allotment_id), 
	CONSTRAINT ck_funding_slice_amount CHECK (amount_fen > 0)
);

CREATE TABLE guarantee_event (
	book_id BIGINT NOT NULL, 
	guarantee_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	happened_on DATE NOT NULL, 
	expires_on DATE, 
	amount_fen BIGINT NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_guarantee_event PRIMARY KEY (book_id, guarantee_id, leaf_idx), 
	CONSTRAINT fk_guarantee_event_book_id_guarantee_id FOREIGN KEY(book_id, guarantee_id) REFERENCES guarantee (book_id, guarantee_id), 
	CONSTRAINT ck_guarantee_event_kind CHECK (kind IN ('extended', 'claimed', 'released'))
);

CREATE TABLE interference_clearance (
	book_id BIGINT NOT NULL, 
	interference_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	actor TEXT COLLATE "C" NOT NULL, 
	reason TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_interference_clearance PRIMARY KEY (book_id, interference_id), 
	CONSTRAINT fk_interference_clearance_book_id_interference_id FOREIGN KEY(book_id, interference_id) REFERENCES interference (book_id, interference_id)
);

CREATE TABLE interference_handling (
	book_id BIGINT NOT NULL, 
	interference_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	reported_to TEXT COLLATE "C" NOT NULL, 
	reported_on DATE NOT NULL, 
	decision TEXT COLLATE "C" NOT NULL, 
	effect TEXT COLLATE "C" NOT NULL, 
	measure TEXT COLLATE "C", 
	closed_on DATE, 
	CONSTRAINT pk_interference_handling PRIMARY KEY (book_id, interference_id, leaf_idx), 
	CONSTRAINT fk_interference_handling_book_id_interference_id FOREIGN KEY(book_id, interference_id) REFERENCES interference (book_id, interference_id), 
	CONSTRAINT ck_interference_handling_effect CHECK (effect IN ('hold', 'continue', 'cancel'))
);

CREATE TABLE override_grant (
	book_id BIGINT NOT NULL, 
	override_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	actor TEXT COLLATE "C" NOT NULL, 
	held BIGINT NOT NULL, 
	reason TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_override_grant PRIMARY KEY (book_id, override_id, leaf_idx), 
	CONSTRAINT fk_override_grant_book_id_override_id FOREIGN KEY(book_id, override_id) REFERENCES override_request (book_id, override_id), 
	CONSTRAINT ck_override_grant_held CHECK (held IN (0, 1))
);

CREATE TABLE override_use (
	book_id BIGINT NOT NULL, 
	override_id BIGINT NOT NULL, 
	payment_request_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	CONSTRAINT pk_override_use PRIMARY KEY (book_id, override_id, payment_request_id, leaf_idx), 
	CONSTRAINT fk_override_use_book_id_override_id FOREIGN KEY(book_id, override_id) REFERENCES override_request (book_id, override_id), 
	CONSTRAINT fk_override_use_book_id_payment_request_id FOREIGN KEY(book_id, payment_request_id) REFERENCES payment_request (book_id, payment_request_id)
);

CREATE TABLE package_asset (
	book_id BIGINT NOT NULL, 
	package_id BIGINT NOT NULL, 
	asset_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	held BIGINT NOT NULL, 
	pledged_fen BIGINT NOT NULL, 
	CONSTRAINT pk_package_asset PRIMARY KEY (book_id, package_id, asset_id, leaf_idx), 
	CONSTRAINT fk_package_asset_book_id_package_id FOREIGN KEY(book_id, package_id) REFERENCES asset_package (book_id, package_id), 
	CONSTRAINT fk_package_asset_book_id_asset_id FOREIGN KEY(book_id, asset_id) REFERENCES asset (book_id, asset_id), 
	CONSTRAINT ck_package_asset_held CHECK (held IN (0, 1))
);

CREATE TABLE payment_invoice (
	book_id BIGINT NOT NULL, 
	payment_request_id BIGINT NOT NULL, 
	invoice_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	CONSTRAINT pk_payment_invoice PRIMARY KEY (book_id, payment_request_id, invoice_id, leaf_idx), 
	CONSTRAINT fk_payment_invoice_book_id_payment_request_id FOREIGN KEY(book_id, payment_request_id) REFERENCES payment_request (book_id, payment_request_id), 
	CONSTRAINT fk_payment_invoice_book_id_invoice_id FOREIGN KEY(book_id, invoice_id) REFERENCES invoice (book_id, invoice_id)
);

CREATE TABLE posting (
	book_id BIGINT NOT NULL, 
	voucher_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	account TEXT COLLATE "C" NOT NULL, 
	tranche_id BIGINT NOT NULL, 
	debit_fen BIGINT NOT NULL, 
	credit_fen BIGINT NOT NULL, 
	bank_account_id BIGINT, 
	project_id BIGINT, 
	sub_project_id BIGINT, 
	contract_id BIGINT, 
	party_id TEXT COLLATE "C", 
	budget_line_id BIGINT, 
	allotment_id BIGINT, 
	payment_line_id BIGINT, 
	cost_item TEXT COLLATE "C", 
	function_code TEXT COLLATE "C", 
	economic_code TEXT COLLATE "C", 
	summary TEXT COLLATE "C", 
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
);

CREATE INDEX ix_posting_book_id_account_voucher_id ON posting (book_id, account, voucher_id);

CREATE INDEX ix_posting_book_id_contract_id_account ON posting (book_id, contract_id, account) WHERE contract_id IS NOT NULL;

CREATE INDEX ix_posting_book_id_tranche_id_account ON posting (book_id, tranche_id, account);

CREATE TABLE ppp_duty (
	book_id BIGINT NOT NULL, 
	contract_id BIGINT NOT NULL, 
	year BIGINT NOT NULL, 
	kind TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	planned_fen BIGINT NOT NULL, 
	formula TEXT COLLATE "C" NOT NULL, 
	parameters TEXT COLLATE "C" NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_ppp_duty PRIMARY KEY (book_id, contract_id, year, kind, leaf_idx), 
	CONSTRAINT fk_ppp_duty_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES ppp_agreement (book_id, contract_id), 
	CONSTRAINT ck_ppp_duty_kind CHECK (kind IN ('equity', 'operating', 'risk', 'support')), 
	CONSTRAINT ck_ppp_duty_formula CHECK (formula IN ('schedule', 'average_cost', 'annuity', 'gap', 'ratio', 'scenario', 'share')), 
	CONSTRAINT ck_ppp_duty_planned CHECK (planned_fen >= 0)
);

CREATE TABLE ppp_score (
	book_id BIGINT NOT NULL, 
	contract_id BIGINT NOT NULL, 
	year BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	score_ppm BIGINT NOT NULL, 
	payable_fen BIGINT NOT NULL, 
	assessed_on DATE NOT NULL, 
	assessor TEXT COLLATE "C" NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_ppp_score PRIMARY KEY (book_id, contract_id, year), 
	CONSTRAINT fk_ppp_score_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES ppp_agreement (book_id, contract_id), 
	CONSTRAINT ck_ppp_score_score CHECK (score_ppm BETWEEN 0 AND 1000000)
);

CREATE TABLE reward_grant (
	book_id BIGINT NOT NULL, 
	reward_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	tranche_id BIGINT NOT NULL, 
	amount_fen BIGINT NOT NULL, 
	condition TEXT COLLATE "C" NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	evidence_sha256 TEXT COLLATE "C", 
	score_ppm BIGINT, 
	accepted_on DATE, 
	CONSTRAINT pk_reward_grant PRIMARY KEY (book_id, reward_id, leaf_idx), 
	CONSTRAINT fk_reward_grant_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_reward_grant_book_id_tranche_id FOREIGN KEY(book_id, tranche_id) REFERENCES tranche (book_id, tranche_id), 
	CONSTRAINT ck_reward_grant_amount CHECK (amount_fen > 0)
);

CREATE TABLE risk_pool (
	book_id BIGINT NOT NULL, 
	pool_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	project_id BIGINT NOT NULL, 
	tranche_id BIGINT NOT NULL, 
	bank TEXT COLLATE "C" NOT NULL, 
	share_ppm BIGINT NOT NULL, 
	cap_fen BIGINT NOT NULL, 
	loan_cap_fen BIGINT NOT NULL, 
	CONSTRAINT pk_risk_pool PRIMARY KEY (book_id, pool_id), 
	CONSTRAINT fk_risk_pool_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_risk_pool_book_id_tranche_id FOREIGN KEY(book_id, tranche_id) REFERENCES tranche (book_id, tranche_id), 
	CONSTRAINT ck_risk_pool_share CHECK (share_ppm BETWEEN 0 AND 1000000 AND cap_fen > 0)
);

CREATE TABLE tranche_share (
	book_id BIGINT NOT NULL, 
	tranche_id BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	cap_fen BIGINT NOT NULL, 
	CONSTRAINT pk_tranche_share PRIMARY KEY (book_id, tranche_id, project_id), 
	CONSTRAINT fk_tranche_share_book_id_tranche_id FOREIGN KEY(book_id, tranche_id) REFERENCES tranche (book_id, tranche_id), 
	CONSTRAINT fk_tranche_share_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT ck_tranche_share_cap CHECK (cap_fen > 0)
);

CREATE TABLE pool_loan (
	book_id BIGINT NOT NULL, 
	pool_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	borrower TEXT COLLATE "C" NOT NULL, 
	principal_fen BIGINT NOT NULL, 
	lent_on DATE NOT NULL, 
	ends_on DATE NOT NULL, 
	CONSTRAINT pk_pool_loan PRIMARY KEY (book_id, pool_id, n), 
	CONSTRAINT fk_pool_loan_book_id_pool_id FOREIGN KEY(book_id, pool_id) REFERENCES risk_pool (book_id, pool_id), 
	CONSTRAINT ck_pool_loan_principal CHECK (principal_fen > 0)
);

CREATE TABLE pool_loss (
	book_id BIGINT NOT NULL, 
	pool_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	happened_on DATE NOT NULL, 
	loss_fen BIGINT NOT NULL, 
	share_fen BIGINT NOT NULL, 
	doc_no TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_pool_loss PRIMARY KEY (book_id, pool_id, n, leaf_idx), 
	CONSTRAINT fk_pool_loss_book_id_pool_id_n FOREIGN KEY(book_id, pool_id, n) REFERENCES pool_loan (book_id, pool_id, n), 
	CONSTRAINT ck_pool_loss_loss CHECK (loss_fen <> 0)
);

CREATE FUNCTION law_account_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "account" WHERE book_id=NEW.book_id AND code=NEW.code) THEN RAISE EXCEPTION USING MESSAGE = 'L6 account: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 account: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 account: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_account_insert BEFORE INSERT ON "account" FOR EACH ROW EXECUTE FUNCTION law_account_insert();

CREATE FUNCTION law_account_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 account: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_account_update BEFORE UPDATE ON "account" FOR EACH ROW EXECUTE FUNCTION law_account_update();

CREATE FUNCTION law_account_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 account: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_account_delete BEFORE DELETE ON "account" FOR EACH ROW EXECUTE FUNCTION law_account_delete();

CREATE FUNCTION law_approval_document_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "approval_document" WHERE book_id=NEW.book_id AND document_id=NEW.document_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 approval_document: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "approval_document" WHERE book_id=NEW.book_id AND doc_no=NEW.doc_no) THEN RAISE EXCEPTION USING MESSAGE = 'L6 approval_document: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 approval_document: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 approval_document: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_approval_document_insert BEFORE INSERT ON "approval_document" FOR EACH ROW EXECUTE FUNCTION law_approval_document_insert();

CREATE FUNCTION law_approval_document_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 approval_document: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_approval_document_update BEFORE UPDATE ON "approval_document" FOR EACH ROW EXECUTE FUNCTION law_approval_document_update();

CREATE FUNCTION law_approval_document_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 approval_document: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_approval_document_delete BEFORE DELETE ON "approval_document" FOR EACH ROW EXECUTE FUNCTION law_approval_document_delete();

CREATE FUNCTION law_asset_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "asset" WHERE book_id=NEW.book_id AND asset_id=NEW.asset_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 asset: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "asset" WHERE book_id=NEW.book_id AND right_no=NEW.right_no) THEN RAISE EXCEPTION USING MESSAGE = 'L6 asset: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 asset: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 asset: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_asset_insert BEFORE INSERT ON "asset" FOR EACH ROW EXECUTE FUNCTION law_asset_insert();

CREATE FUNCTION law_asset_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 asset: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_asset_update BEFORE UPDATE ON "asset" FOR EACH ROW EXECUTE FUNCTION law_asset_update();

CREATE FUNCTION law_asset_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 asset: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_asset_delete BEFORE DELETE ON "asset" FOR EACH ROW EXECUTE FUNCTION law_asset_delete();

CREATE FUNCTION law_book_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "book" WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 book: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 book: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 book: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_book_insert BEFORE INSERT ON "book" FOR EACH ROW EXECUTE FUNCTION law_book_insert();

CREATE FUNCTION law_book_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 book: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_book_update BEFORE UPDATE ON "book" FOR EACH ROW EXECUTE FUNCTION law_book_update();

CREATE FUNCTION law_book_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 book: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_book_delete BEFORE DELETE ON "book" FOR EACH ROW EXECUTE FUNCTION law_book_delete();

CREATE FUNCTION law_checkpoint_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "checkpoint" WHERE book_id=NEW.book_id AND suite=NEW.suite AND n=NEW.n) THEN RAISE EXCEPTION USING MESSAGE = 'L6 checkpoint: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.n <> (SELECT coalesce(max(n),-1)+1 FROM checkpoint WHERE book_id=NEW.book_id AND suite=NEW.suite) THEN RAISE EXCEPTION USING MESSAGE = 'L7 checkpoint gap', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.size <= (SELECT coalesce(max(size),0) FROM checkpoint WHERE book_id=NEW.book_id AND suite=NEW.suite) OR NEW.size > coalesce((SELECT size FROM log_head WHERE book_id=NEW.book_id),-1) THEN RAISE EXCEPTION USING MESSAGE = 'L7 checkpoint: its size', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_checkpoint_insert BEFORE INSERT ON "checkpoint" FOR EACH ROW EXECUTE FUNCTION law_checkpoint_insert();

CREATE FUNCTION law_checkpoint_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 checkpoint: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_checkpoint_update BEFORE UPDATE ON "checkpoint" FOR EACH ROW EXECUTE FUNCTION law_checkpoint_update();

CREATE FUNCTION law_checkpoint_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 checkpoint: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_checkpoint_delete BEFORE DELETE ON "checkpoint" FOR EACH ROW EXECUTE FUNCTION law_checkpoint_delete();

CREATE FUNCTION law_confirmation_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "confirmation" WHERE proposal_idx=NEW.proposal_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 confirmation: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "confirmation" WHERE leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 confirmation: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 confirmation: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE EXCEPTION USING MESSAGE = 'L6 confirmation: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM proposal WHERE leaf_idx=NEW.proposal_idx AND leaf_idx < NEW.leaf_idx AND proposed_by <> NEW.confirmed_by) THEN RAISE EXCEPTION USING MESSAGE = 'L8 confirmation: of no proposal by another person', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_confirmation_insert BEFORE INSERT ON "confirmation" FOR EACH ROW EXECUTE FUNCTION law_confirmation_insert();

CREATE FUNCTION law_confirmation_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 confirmation: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_confirmation_update BEFORE UPDATE ON "confirmation" FOR EACH ROW EXECUTE FUNCTION law_confirmation_update();

CREATE FUNCTION law_confirmation_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 confirmation: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_confirmation_delete BEFORE DELETE ON "confirmation" FOR EACH ROW EXECUTE FUNCTION law_confirmation_delete();

CREATE FUNCTION law_cosignature_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "cosignature" WHERE book_id=NEW.book_id AND suite=NEW.suite AND witness=NEW.witness AND n=NEW.n) THEN RAISE EXCEPTION USING MESSAGE = 'L6 cosignature: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.n <> (SELECT coalesce(max(n),-1)+1 FROM cosignature WHERE book_id=NEW.book_id AND suite=NEW.suite AND witness=NEW.witness) THEN RAISE EXCEPTION USING MESSAGE = 'L7 cosignature gap', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM checkpoint WHERE book_id=NEW.book_id AND suite=NEW.suite AND size=NEW.size) THEN RAISE EXCEPTION USING MESSAGE = 'L7 cosignature: no checkpoint of that size', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.size < (SELECT coalesce(max(size),0) FROM cosignature WHERE book_id=NEW.book_id AND suite=NEW.suite AND witness=NEW.witness) THEN RAISE EXCEPTION USING MESSAGE = 'L7 cosignature: of fewer leaves than the last', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_cosignature_insert BEFORE INSERT ON "cosignature" FOR EACH ROW EXECUTE FUNCTION law_cosignature_insert();

CREATE FUNCTION law_cosignature_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 cosignature: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_cosignature_update BEFORE UPDATE ON "cosignature" FOR EACH ROW EXECUTE FUNCTION law_cosignature_update();

CREATE FUNCTION law_cosignature_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 cosignature: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_cosignature_delete BEFORE DELETE ON "cosignature" FOR EACH ROW EXECUTE FUNCTION law_cosignature_delete();

CREATE FUNCTION law_day_head_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "day_head" WHERE leaf_idx=NEW.leaf_idx AND of_book=NEW.of_book) THEN RAISE EXCEPTION USING MESSAGE = 'L6 day_head: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 day_head: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE EXCEPTION USING MESSAGE = 'L6 day_head: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_day_head_insert BEFORE INSERT ON "day_head" FOR EACH ROW EXECUTE FUNCTION law_day_head_insert();

CREATE FUNCTION law_day_head_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 day_head: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_day_head_update BEFORE UPDATE ON "day_head" FOR EACH ROW EXECUTE FUNCTION law_day_head_update();

CREATE FUNCTION law_day_head_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 day_head: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_day_head_delete BEFORE DELETE ON "day_head" FOR EACH ROW EXECUTE FUNCTION law_day_head_delete();

CREATE FUNCTION law_disclosure_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "disclosure" WHERE book_id=NEW.book_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 disclosure: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 disclosure: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 disclosure: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_disclosure_insert BEFORE INSERT ON "disclosure" FOR EACH ROW EXECUTE FUNCTION law_disclosure_insert();

CREATE FUNCTION law_disclosure_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 disclosure: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_disclosure_update BEFORE UPDATE ON "disclosure" FOR EACH ROW EXECUTE FUNCTION law_disclosure_update();

CREATE FUNCTION law_disclosure_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 disclosure: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_disclosure_delete BEFORE DELETE ON "disclosure" FOR EACH ROW EXECUTE FUNCTION law_disclosure_delete();

CREATE FUNCTION law_evidence_file_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "evidence_file" WHERE book_id=NEW.book_id AND sha256=NEW.sha256) THEN RAISE EXCEPTION USING MESSAGE = 'L6 evidence_file: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 evidence_file: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 evidence_file: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_evidence_file_insert BEFORE INSERT ON "evidence_file" FOR EACH ROW EXECUTE FUNCTION law_evidence_file_insert();

CREATE FUNCTION law_evidence_file_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 evidence_file: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_evidence_file_update BEFORE UPDATE ON "evidence_file" FOR EACH ROW EXECUTE FUNCTION law_evidence_file_update();

CREATE FUNCTION law_evidence_file_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 evidence_file: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_evidence_file_delete BEFORE DELETE ON "evidence_file" FOR EACH ROW EXECUTE FUNCTION law_evidence_file_delete();

CREATE FUNCTION law_fiscal_capacity_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "fiscal_capacity" WHERE book_id=NEW.book_id AND year=NEW.year AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 fiscal_capacity: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 fiscal_capacity: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 fiscal_capacity: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_fiscal_capacity_insert BEFORE INSERT ON "fiscal_capacity" FOR EACH ROW EXECUTE FUNCTION law_fiscal_capacity_insert();

CREATE FUNCTION law_fiscal_capacity_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 fiscal_capacity: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_fiscal_capacity_update BEFORE UPDATE ON "fiscal_capacity" FOR EACH ROW EXECUTE FUNCTION law_fiscal_capacity_update();

CREATE FUNCTION law_fiscal_capacity_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 fiscal_capacity: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_fiscal_capacity_delete BEFORE DELETE ON "fiscal_capacity" FOR EACH ROW EXECUTE FUNCTION law_fiscal_capacity_delete();

CREATE FUNCTION law_leaf_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "leaf" WHERE book_id=NEW.book_id AND idx=NEW.idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 leaf: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.idx <> (SELECT coalesce(max(idx),-1)+1 FROM leaf WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L7 leaf gap', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_leaf_insert BEFORE INSERT ON "leaf" FOR EACH ROW EXECUTE FUNCTION law_leaf_insert();

CREATE FUNCTION law_leaf_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 leaf: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_leaf_update BEFORE UPDATE ON "leaf" FOR EACH ROW EXECUTE FUNCTION law_leaf_update();

CREATE FUNCTION law_leaf_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 leaf: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_leaf_delete BEFORE DELETE ON "leaf" FOR EACH ROW EXECUTE FUNCTION law_leaf_delete();

CREATE FUNCTION law_log_key_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "log_key" WHERE leaf_idx=NEW.leaf_idx AND suite=NEW.suite) THEN RAISE EXCEPTION USING MESSAGE = 'L6 log_key: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 log_key: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE EXCEPTION USING MESSAGE = 'L6 log_key: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx > 0 AND NOT EXISTS (SELECT 1 FROM confirmation WHERE leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L8 log_key: nobody else confirmed it', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_log_key_insert BEFORE INSERT ON "log_key" FOR EACH ROW EXECUTE FUNCTION law_log_key_insert();

CREATE FUNCTION law_log_key_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 log_key: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_log_key_update BEFORE UPDATE ON "log_key" FOR EACH ROW EXECUTE FUNCTION law_log_key_update();

CREATE FUNCTION law_log_key_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 log_key: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_log_key_delete BEFORE DELETE ON "log_key" FOR EACH ROW EXECUTE FUNCTION law_log_key_delete();

CREATE FUNCTION law_login_failure_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "login_failure" WHERE leaf_idx=NEW.leaf_idx AND user_id=NEW.user_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 login_failure: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 login_failure: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE EXCEPTION USING MESSAGE = 'L6 login_failure: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_login_failure_insert BEFORE INSERT ON "login_failure" FOR EACH ROW EXECUTE FUNCTION law_login_failure_insert();

CREATE FUNCTION law_login_failure_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 login_failure: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_login_failure_update BEFORE UPDATE ON "login_failure" FOR EACH ROW EXECUTE FUNCTION law_login_failure_update();

CREATE FUNCTION law_login_failure_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 login_failure: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_login_failure_delete BEFORE DELETE ON "login_failure" FOR EACH ROW EXECUTE FUNCTION law_login_failure_delete();

CREATE FUNCTION law_node_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "node" WHERE book_id=NEW.book_id AND n=NEW.n) THEN RAISE EXCEPTION USING MESSAGE = 'L6 node: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_node_insert BEFORE INSERT ON "node" FOR EACH ROW EXECUTE FUNCTION law_node_insert();

CREATE FUNCTION law_node_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 node: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_node_update BEFORE UPDATE ON "node" FOR EACH ROW EXECUTE FUNCTION law_node_update();

CREATE FUNCTION law_node_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 node: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_node_delete BEFORE DELETE ON "node" FOR EACH ROW EXECUTE FUNCTION law_node_delete();

CREATE FUNCTION law_party_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "party" WHERE party_id=NEW.party_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 party: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 party: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE EXCEPTION USING MESSAGE = 'L6 party: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_party_insert BEFORE INSERT ON "party" FOR EACH ROW EXECUTE FUNCTION law_party_insert();

CREATE FUNCTION law_party_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 party: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_party_update BEFORE UPDATE ON "party" FOR EACH ROW EXECUTE FUNCTION law_party_update();

CREATE FUNCTION law_party_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 party: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_party_delete BEFORE DELETE ON "party" FOR EACH ROW EXECUTE FUNCTION law_party_delete();

CREATE FUNCTION law_period_change_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "period_change" WHERE book_id=NEW.book_id AND period=NEW.period AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 period_change: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 period_change: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 period_change: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_period_change_insert BEFORE INSERT ON "period_change" FOR EACH ROW EXECUTE FUNCTION law_period_change_insert();

CREATE FUNCTION law_period_change_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 period_change: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_period_change_update BEFORE UPDATE ON "period_change" FOR EACH ROW EXECUTE FUNCTION law_period_change_update();

CREATE FUNCTION law_period_change_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 period_change: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_period_change_delete BEFORE DELETE ON "period_change" FOR EACH ROW EXECUTE FUNCTION law_period_change_delete();

CREATE FUNCTION law_policy_pack_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "policy_pack" WHERE name=NEW.name AND version=NEW.version) THEN RAISE EXCEPTION USING MESSAGE = 'L6 policy_pack: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 policy_pack: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE EXCEPTION USING MESSAGE = 'L6 policy_pack: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx > 0 AND NOT EXISTS (SELECT 1 FROM confirmation WHERE leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L8 policy_pack: nobody else confirmed it', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_policy_pack_insert BEFORE INSERT ON "policy_pack" FOR EACH ROW EXECUTE FUNCTION law_policy_pack_insert();

CREATE FUNCTION law_policy_pack_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 policy_pack: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_policy_pack_update BEFORE UPDATE ON "policy_pack" FOR EACH ROW EXECUTE FUNCTION law_policy_pack_update();

CREATE FUNCTION law_policy_pack_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 policy_pack: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_policy_pack_delete BEFORE DELETE ON "policy_pack" FOR EACH ROW EXECUTE FUNCTION law_policy_pack_delete();

CREATE FUNCTION law_policy_param_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "policy_param" WHERE key=NEW.key AND valid_from=NEW.valid_from AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 policy_param: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 policy_param: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE EXCEPTION USING MESSAGE = 'L6 policy_param: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx > 0 AND NOT EXISTS (SELECT 1 FROM confirmation WHERE leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L8 policy_param: nobody else confirmed it', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_policy_param_insert BEFORE INSERT ON "policy_param" FOR EACH ROW EXECUTE FUNCTION law_policy_param_insert();

CREATE FUNCTION law_policy_param_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 policy_param: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_policy_param_update BEFORE UPDATE ON "policy_param" FOR EACH ROW EXECUTE FUNCTION law_policy_param_update();

CREATE FUNCTION law_policy_param_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 policy_param: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_policy_param_delete BEFORE DELETE ON "policy_param" FOR EACH ROW EXECUTE FUNCTION law_policy_param_delete();

CREATE FUNCTION law_programme_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "programme" WHERE book_id=NEW.book_id AND programme=NEW.programme) THEN RAISE EXCEPTION USING MESSAGE = 'L6 programme: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 programme: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 programme: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_programme_insert BEFORE INSERT ON "programme" FOR EACH ROW EXECUTE FUNCTION law_programme_insert();

CREATE FUNCTION law_programme_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 programme: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_programme_update BEFORE UPDATE ON "programme" FOR EACH ROW EXECUTE FUNCTION law_programme_update();

CREATE FUNCTION law_programme_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 programme: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_programme_delete BEFORE DELETE ON "programme" FOR EACH ROW EXECUTE FUNCTION law_programme_delete();

CREATE FUNCTION law_project_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "project" WHERE book_id=NEW.book_id AND project_id=NEW.project_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 project: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "project" WHERE book_id=NEW.book_id AND code=NEW.code) THEN RAISE EXCEPTION USING MESSAGE = 'L6 project: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 project: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 project: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_project_insert BEFORE INSERT ON "project" FOR EACH ROW EXECUTE FUNCTION law_project_insert();

CREATE FUNCTION law_project_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 project: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_project_update BEFORE UPDATE ON "project" FOR EACH ROW EXECUTE FUNCTION law_project_update();

CREATE FUNCTION law_project_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 project: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_project_delete BEFORE DELETE ON "project" FOR EACH ROW EXECUTE FUNCTION law_project_delete();

CREATE FUNCTION law_proposal_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "proposal" WHERE leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 proposal: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 proposal: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE EXCEPTION USING MESSAGE = 'L6 proposal: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_proposal_insert BEFORE INSERT ON "proposal" FOR EACH ROW EXECUTE FUNCTION law_proposal_insert();

CREATE FUNCTION law_proposal_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 proposal: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_proposal_update BEFORE UPDATE ON "proposal" FOR EACH ROW EXECUTE FUNCTION law_proposal_update();

CREATE FUNCTION law_proposal_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 proposal: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_proposal_delete BEFORE DELETE ON "proposal" FOR EACH ROW EXECUTE FUNCTION law_proposal_delete();

CREATE FUNCTION law_refusal_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "refusal" WHERE book_id=NEW.book_id AND leaf_idx=NEW.leaf_idx AND n=NEW.n) THEN RAISE EXCEPTION USING MESSAGE = 'L6 refusal: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 refusal: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 refusal: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_refusal_insert BEFORE INSERT ON "refusal" FOR EACH ROW EXECUTE FUNCTION law_refusal_insert();

CREATE FUNCTION law_refusal_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 refusal: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_refusal_update BEFORE UPDATE ON "refusal" FOR EACH ROW EXECUTE FUNCTION law_refusal_update();

CREATE FUNCTION law_refusal_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 refusal: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_refusal_delete BEFORE DELETE ON "refusal" FOR EACH ROW EXECUTE FUNCTION law_refusal_delete();

CREATE FUNCTION law_request_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "request" WHERE book_id=NEW.book_id AND request_id=NEW.request_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 request: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 request: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 request: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_request_insert BEFORE INSERT ON "request" FOR EACH ROW EXECUTE FUNCTION law_request_insert();

CREATE FUNCTION law_request_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 request: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_request_update BEFORE UPDATE ON "request" FOR EACH ROW EXECUTE FUNCTION law_request_update();

CREATE FUNCTION law_request_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 request: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_request_delete BEFORE DELETE ON "request" FOR EACH ROW EXECUTE FUNCTION law_request_delete();

CREATE FUNCTION law_role_change_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "role_change" WHERE user_id=NEW.user_id AND role=NEW.role AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 role_change: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 role_change: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE EXCEPTION USING MESSAGE = 'L6 role_change: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx > 0 AND NOT EXISTS (SELECT 1 FROM confirmation WHERE leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L8 role_change: nobody else confirmed it', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.held=1 AND (NEW.role='admin' AND EXISTS (SELECT 1 FROM role_change r WHERE r.user_id=NEW.user_id AND r.held=1 AND r.role IN ('approver', 'cashier', 'maker', 'pm', 'reviewer') AND NOT EXISTS (SELECT 1 FROM role_change l WHERE l.user_id=r.user_id AND l.role=r.role AND l.leaf_idx > r.leaf_idx)) OR NEW.role IN ('approver', 'cashier', 'maker', 'pm', 'reviewer') AND EXISTS (SELECT 1 FROM role_change r WHERE r.user_id=NEW.user_id AND r.held=1 AND r.role='admin' AND NOT EXISTS (SELECT 1 FROM role_change l WHERE l.user_id=r.user_id AND l.role=r.role AND l.leaf_idx > r.leaf_idx))) THEN RAISE EXCEPTION USING MESSAGE = 'L8 role_change: an administrator holds no money role', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_role_change_insert BEFORE INSERT ON "role_change" FOR EACH ROW EXECUTE FUNCTION law_role_change_insert();

CREATE FUNCTION law_role_change_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 role_change: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_role_change_update BEFORE UPDATE ON "role_change" FOR EACH ROW EXECUTE FUNCTION law_role_change_update();

CREATE FUNCTION law_role_change_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 role_change: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_role_change_delete BEFORE DELETE ON "role_change" FOR EACH ROW EXECUTE FUNCTION law_role_change_delete();

CREATE FUNCTION law_task_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "task" WHERE book_id=NEW.book_id AND task_id=NEW.task_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 task: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 task: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 task: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_task_insert BEFORE INSERT ON "task" FOR EACH ROW EXECUTE FUNCTION law_task_insert();

CREATE FUNCTION law_task_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 task: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_task_update BEFORE UPDATE ON "task" FOR EACH ROW EXECUTE FUNCTION law_task_update();

CREATE FUNCTION law_task_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 task: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_task_delete BEFORE DELETE ON "task" FOR EACH ROW EXECUTE FUNCTION law_task_delete();

CREATE FUNCTION law_user_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "user" WHERE user_id=NEW.user_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 user: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 user: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE EXCEPTION USING MESSAGE = 'L6 user: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx > 0 AND NOT EXISTS (SELECT 1 FROM confirmation WHERE leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L8 user: nobody else confirmed it', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_user_insert BEFORE INSERT ON "user" FOR EACH ROW EXECUTE FUNCTION law_user_insert();

CREATE FUNCTION law_user_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 user: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_user_update BEFORE UPDATE ON "user" FOR EACH ROW EXECUTE FUNCTION law_user_update();

CREATE FUNCTION law_user_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 user: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_user_delete BEFORE DELETE ON "user" FOR EACH ROW EXECUTE FUNCTION law_user_delete();

CREATE FUNCTION law_user_key_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "user_key" WHERE user_id=NEW.user_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 user_key: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 user_key: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE EXCEPTION USING MESSAGE = 'L6 user_key: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx > 0 AND NOT EXISTS (SELECT 1 FROM confirmation WHERE leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L8 user_key: nobody else confirmed it', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_user_key_insert BEFORE INSERT ON "user_key" FOR EACH ROW EXECUTE FUNCTION law_user_key_insert();

CREATE FUNCTION law_user_key_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 user_key: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_user_key_update BEFORE UPDATE ON "user_key" FOR EACH ROW EXECUTE FUNCTION law_user_key_update();

CREATE FUNCTION law_user_key_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 user_key: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_user_key_delete BEFORE DELETE ON "user_key" FOR EACH ROW EXECUTE FUNCTION law_user_key_delete();

CREATE FUNCTION law_voucher_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "voucher" WHERE book_id=NEW.book_id AND voucher_id=NEW.voucher_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 voucher: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "voucher" WHERE book_id=NEW.book_id AND period=NEW.period AND word=NEW.word AND voucher_no=NEW.voucher_no) THEN RAISE EXCEPTION USING MESSAGE = 'L6 voucher: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "voucher" WHERE book_id=NEW.book_id AND reverses_id=NEW.reverses_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 voucher: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.voucher_id / 100) THEN RAISE EXCEPTION USING MESSAGE = 'L6 voucher: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.voucher_id / 100 < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 voucher: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF (SELECT count(*) FROM posting WHERE book_id=NEW.book_id AND voucher_id=NEW.voucher_id) < 2 THEN RAISE EXCEPTION USING MESSAGE = 'L2 fewer than two postings', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM posting WHERE book_id=NEW.book_id AND voucher_id=NEW.voucher_id GROUP BY +tranche_id, CASE WHEN account < '6' THEN 1 WHEN account < '9' THEN 6 ELSE 9 END, CASE WHEN account < '9' THEN 0 ELSE coalesce(allotment_id, 0) END, CASE WHEN account < '9' THEN 0 ELSE coalesce(budget_line_id, 0) END HAVING sum(debit_fen) <> sum(credit_fen)) THEN RAISE EXCEPTION USING MESSAGE = 'L2 debit <> credit in a ledger and key', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM posting WHERE book_id=NEW.book_id AND voucher_id=NEW.voucher_id AND tranche_id <> 0 GROUP BY +tranche_id HAVING sum(CASE WHEN account >= '1001' AND account < '1003' OR account >= '1021' AND account < '1022' OR account >= '1201' AND account < '1202' OR account='121802' OR account >= '2307' AND account < '2308' OR account='210301' THEN debit_fen-credit_fen ELSE 0 END) <> sum(CASE WHEN account >= '8001' AND account < '8002' THEN debit_fen-credit_fen ELSE 0 END) AND max((SELECT in_budget FROM tranche t WHERE t.book_id=NEW.book_id AND t.tranche_id=posting.tranche_id))=1) THEN RAISE EXCEPTION USING MESSAGE = 'L14 money and 8001 move apart', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.kind='normal' AND EXISTS (SELECT 1 FROM posting WHERE book_id=NEW.book_id AND voucher_id=NEW.voucher_id AND tranche_id <> 0 GROUP BY +tranche_id HAVING sum(CASE WHEN account >= '1001' AND account < '1003' OR account >= '1021' AND account < '1022' OR account >= '1201' AND account < '1202' THEN 1 ELSE 0 END) = 0 AND max((SELECT form FROM tranche t WHERE t.book_id=NEW.book_id AND t.tranche_id=posting.tranche_id))='cash') THEN RAISE EXCEPTION USING MESSAGE = 'L2 a cash tranche without money', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.voucher_no <> (SELECT coalesce(max(voucher_no),0)+1 FROM voucher WHERE book_id=NEW.book_id AND period=NEW.period AND word=NEW.word) THEN RAISE EXCEPTION USING MESSAGE = 'L7 voucher gap', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF coalesce((SELECT state FROM period_change WHERE book_id=NEW.book_id AND period=NEW.period AND leaf_idx < NEW.voucher_id / 100 ORDER BY leaf_idx DESC LIMIT 1), 'none') <> 'open' THEN RAISE EXCEPTION USING MESSAGE = 'L11 period is not open', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF (NEW.kind='opening') <> (NEW.period=0) OR NEW.period <> 0 AND NEW.period <> to_char(NEW.value_date, 'YYYYMM')::bigint THEN RAISE EXCEPTION USING MESSAGE = 'L11 value date outside its period', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF (NEW.kind='reversal') <> (NEW.reverses_id IS NOT NULL) OR NEW.reverses_id IS NOT NULL AND (NOT EXISTS (SELECT 1 FROM voucher WHERE book_id=NEW.book_id AND voucher_id=NEW.reverses_id AND reverses_id IS NULL AND period / 100 = NEW.period / 100) OR (SELECT count(*) FROM posting o JOIN posting r ON r.book_id=o.book_id AND r.n=o.n AND r.account=o.account AND r.tranche_id=o.tranche_id AND r.debit_fen=-o.debit_fen AND r.credit_fen=-o.credit_fen AND coalesce(r.bank_account_id,0)=coalesce(o.bank_account_id,0) AND coalesce(r.project_id,0)=coalesce(o.project_id,0) AND coalesce(r.sub_project_id,0)=coalesce(o.sub_project_id,0) AND coalesce(r.contract_id,0)=coalesce(o.contract_id,0) AND coalesce(r.party_id,'')=coalesce(o.party_id,'') AND coalesce(r.budget_line_id,0)=coalesce(o.budget_line_id,0) AND coalesce(r.allotment_id,0)=coalesce(o.allotment_id,0) AND coalesce(r.payment_line_id,0)=coalesce(o.payment_line_id,0) AND coalesce(r.cost_item,'')=coalesce(o.cost_item,'') AND coalesce(r.function_code,'')=coalesce(o.function_code,'') AND coalesce(r.economic_code,'')=coalesce(o.economic_code,'') WHERE o.book_id=NEW.book_id AND o.voucher_id=NEW.reverses_id AND r.voucher_id=NEW.voucher_id) <> (SELECT count(*) FROM posting WHERE book_id=NEW.book_id AND voucher_id=NEW.reverses_id) OR (SELECT count(*) FROM posting o JOIN posting r ON r.book_id=o.book_id AND r.n=o.n AND r.account=o.account AND r.tranche_id=o.tranche_id AND r.debit_fen=-o.debit_fen AND r.credit_fen=-o.credit_fen AND coalesce(r.bank_account_id,0)=coalesce(o.bank_account_id,0) AND coalesce(r.project_id,0)=coalesce(o.project_id,0) AND coalesce(r.sub_project_id,0)=coalesce(o.sub_project_id,0) AND coalesce(r.contract_id,0)=coalesce(o.contract_id,0) AND coalesce(r.party_id,'')=coalesce(o.party_id,'') AND coalesce(r.budget_line_id,0)=coalesce(o.budget_line_id,0) AND coalesce(r.allotment_id,0)=coalesce(o.allotment_id,0) AND coalesce(r.payment_line_id,0)=coalesce(o.payment_line_id,0) AND coalesce(r.cost_item,'')=coalesce(o.cost_item,'') AND coalesce(r.function_code,'')=coalesce(o.function_code,'') AND coalesce(r.economic_code,'')=coalesce(o.economic_code,'') WHERE o.book_id=NEW.book_id AND o.voucher_id=NEW.reverses_id AND r.voucher_id=NEW.voucher_id) <> (SELECT count(*) FROM posting WHERE book_id=NEW.book_id AND voucher_id=NEW.voucher_id)) THEN RAISE EXCEPTION USING MESSAGE = 'L6 a reversal mirrors one voucher of the same year that is no reversal', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_voucher_insert BEFORE INSERT ON "voucher" FOR EACH ROW EXECUTE FUNCTION law_voucher_insert();

CREATE FUNCTION law_voucher_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 voucher: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_voucher_update BEFORE UPDATE ON "voucher" FOR EACH ROW EXECUTE FUNCTION law_voucher_update();

CREATE FUNCTION law_voucher_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 voucher: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_voucher_delete BEFORE DELETE ON "voucher" FOR EACH ROW EXECUTE FUNCTION law_voucher_delete();

CREATE FUNCTION law_posting_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM voucher WHERE book_id=NEW.book_id AND voucher_id=NEW.voucher_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 posting: voucher is posted', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "posting" WHERE book_id=NEW.book_id AND voucher_id=NEW.voucher_id AND n=NEW.n) THEN RAISE EXCEPTION USING MESSAGE = 'L6 posting: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.voucher_id / 100) THEN RAISE EXCEPTION USING MESSAGE = 'L6 posting: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.voucher_id / 100 < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 posting: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_posting_insert BEFORE INSERT ON "posting" FOR EACH ROW EXECUTE FUNCTION law_posting_insert();

CREATE FUNCTION law_zero_report_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "zero_report" WHERE book_id=NEW.book_id AND month=NEW.month AND actor=NEW.actor) THEN RAISE EXCEPTION USING MESSAGE = 'L6 zero_report: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 zero_report: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 zero_report: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_zero_report_insert BEFORE INSERT ON "zero_report" FOR EACH ROW EXECUTE FUNCTION law_zero_report_insert();

CREATE FUNCTION law_zero_report_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 zero_report: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_zero_report_update BEFORE UPDATE ON "zero_report" FOR EACH ROW EXECUTE FUNCTION law_zero_report_update();

CREATE FUNCTION law_zero_report_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 zero_report: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_zero_report_delete BEFORE DELETE ON "zero_report" FOR EACH ROW EXECUTE FUNCTION law_zero_report_delete();

CREATE FUNCTION law_acceptance_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "acceptance" WHERE book_id=NEW.book_id AND project_id=NEW.project_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 acceptance: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 acceptance: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 acceptance: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_acceptance_insert BEFORE INSERT ON "acceptance" FOR EACH ROW EXECUTE FUNCTION law_acceptance_insert();

CREATE FUNCTION law_acceptance_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 acceptance: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_acceptance_update BEFORE UPDATE ON "acceptance" FOR EACH ROW EXECUTE FUNCTION law_acceptance_update();

CREATE FUNCTION law_acceptance_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 acceptance: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_acceptance_delete BEFORE DELETE ON "acceptance" FOR EACH ROW EXECUTE FUNCTION law_acceptance_delete();

CREATE FUNCTION law_accountability_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "accountability" WHERE book_id=NEW.book_id AND accountability_id=NEW.accountability_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 accountability: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 accountability: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 accountability: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_accountability_insert BEFORE INSERT ON "accountability" FOR EACH ROW EXECUTE FUNCTION law_accountability_insert();

CREATE FUNCTION law_accountability_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 accountability: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_accountability_update BEFORE UPDATE ON "accountability" FOR EACH ROW EXECUTE FUNCTION law_accountability_update();

CREATE FUNCTION law_accountability_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 accountability: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_accountability_delete BEFORE DELETE ON "accountability" FOR EACH ROW EXECUTE FUNCTION law_accountability_delete();

CREATE FUNCTION law_bank_account_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "bank_account" WHERE book_id=NEW.book_id AND bank_account_id=NEW.bank_account_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 bank_account: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "bank_account" WHERE book_id=NEW.book_id AND account_no=NEW.account_no) THEN RAISE EXCEPTION USING MESSAGE = 'L6 bank_account: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 bank_account: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 bank_account: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_bank_account_insert BEFORE INSERT ON "bank_account" FOR EACH ROW EXECUTE FUNCTION law_bank_account_insert();

CREATE FUNCTION law_bank_account_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 bank_account: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_bank_account_update BEFORE UPDATE ON "bank_account" FOR EACH ROW EXECUTE FUNCTION law_bank_account_update();

CREATE FUNCTION law_bank_account_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 bank_account: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_bank_account_delete BEFORE DELETE ON "bank_account" FOR EACH ROW EXECUTE FUNCTION law_bank_account_delete();

CREATE FUNCTION law_budget_line_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "budget_line" WHERE book_id=NEW.book_id AND budget_line_id=NEW.budget_line_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 budget_line: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "budget_line" WHERE book_id=NEW.book_id AND project_id=NEW.project_id AND code=NEW.code) THEN RAISE EXCEPTION USING MESSAGE = 'L6 budget_line: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 budget_line: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 budget_line: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_budget_line_insert BEFORE INSERT ON "budget_line" FOR EACH ROW EXECUTE FUNCTION law_budget_line_insert();

CREATE FUNCTION law_budget_line_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 budget_line: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_budget_line_update BEFORE UPDATE ON "budget_line" FOR EACH ROW EXECUTE FUNCTION law_budget_line_update();

CREATE FUNCTION law_budget_line_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 budget_line: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_budget_line_delete BEFORE DELETE ON "budget_line" FOR EACH ROW EXECUTE FUNCTION law_budget_line_delete();

CREATE FUNCTION law_declared_interest_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "declared_interest" WHERE user_id=NEW.user_id AND party_id=NEW.party_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 declared_interest: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 declared_interest: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE EXCEPTION USING MESSAGE = 'L6 declared_interest: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_declared_interest_insert BEFORE INSERT ON "declared_interest" FOR EACH ROW EXECUTE FUNCTION law_declared_interest_insert();

CREATE FUNCTION law_declared_interest_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 declared_interest: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_declared_interest_update BEFORE UPDATE ON "declared_interest" FOR EACH ROW EXECUTE FUNCTION law_declared_interest_update();

CREATE FUNCTION law_declared_interest_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 declared_interest: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_declared_interest_delete BEFORE DELETE ON "declared_interest" FOR EACH ROW EXECUTE FUNCTION law_declared_interest_delete();

CREATE FUNCTION law_delivery_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "delivery" WHERE book_id=NEW.book_id AND delivery_id=NEW.delivery_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 delivery: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "delivery" WHERE book_id=NEW.book_id AND doc_no=NEW.doc_no) THEN RAISE EXCEPTION USING MESSAGE = 'L6 delivery: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 delivery: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 delivery: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_delivery_insert BEFORE INSERT ON "delivery" FOR EACH ROW EXECUTE FUNCTION law_delivery_insert();

CREATE FUNCTION law_delivery_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 delivery: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_delivery_update BEFORE UPDATE ON "delivery" FOR EACH ROW EXECUTE FUNCTION law_delivery_update();

CREATE FUNCTION law_delivery_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 delivery: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_delivery_delete BEFORE DELETE ON "delivery" FOR EACH ROW EXECUTE FUNCTION law_delivery_delete();

CREATE FUNCTION law_final_account_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "final_account" WHERE book_id=NEW.book_id AND project_id=NEW.project_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 final_account: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 final_account: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 final_account: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_final_account_insert BEFORE INSERT ON "final_account" FOR EACH ROW EXECUTE FUNCTION law_final_account_insert();

CREATE FUNCTION law_final_account_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 final_account: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_final_account_update BEFORE UPDATE ON "final_account" FOR EACH ROW EXECUTE FUNCTION law_final_account_update();

CREATE FUNCTION law_final_account_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 final_account: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_final_account_delete BEFORE DELETE ON "final_account" FOR EACH ROW EXECUTE FUNCTION law_final_account_delete();

CREATE FUNCTION law_fund_application_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "fund_application" WHERE book_id=NEW.book_id AND application_id=NEW.application_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 fund_application: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 fund_application: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 fund_application: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_fund_application_insert BEFORE INSERT ON "fund_application" FOR EACH ROW EXECUTE FUNCTION law_fund_application_insert();

CREATE FUNCTION law_fund_application_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 fund_application: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_fund_application_update BEFORE UPDATE ON "fund_application" FOR EACH ROW EXECUTE FUNCTION law_fund_application_update();

CREATE FUNCTION law_fund_application_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 fund_application: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_fund_application_delete BEFORE DELETE ON "fund_application" FOR EACH ROW EXECUTE FUNCTION law_fund_application_delete();

CREATE FUNCTION law_fund_source_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "fund_source" WHERE book_id=NEW.book_id AND fund_source_id=NEW.fund_source_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 fund_source: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "fund_source" WHERE book_id=NEW.book_id AND name=NEW.name) THEN RAISE EXCEPTION USING MESSAGE = 'L6 fund_source: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 fund_source: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 fund_source: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_fund_source_insert BEFORE INSERT ON "fund_source" FOR EACH ROW EXECUTE FUNCTION law_fund_source_insert();

CREATE FUNCTION law_fund_source_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 fund_source: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_fund_source_update BEFORE UPDATE ON "fund_source" FOR EACH ROW EXECUTE FUNCTION law_fund_source_update();

CREATE FUNCTION law_fund_source_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 fund_source: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_fund_source_delete BEFORE DELETE ON "fund_source" FOR EACH ROW EXECUTE FUNCTION law_fund_source_delete();

CREATE FUNCTION law_inspection_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "inspection" WHERE book_id=NEW.book_id AND inspection_id=NEW.inspection_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 inspection: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 inspection: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 inspection: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_inspection_insert BEFORE INSERT ON "inspection" FOR EACH ROW EXECUTE FUNCTION law_inspection_insert();

CREATE FUNCTION law_inspection_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 inspection: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_inspection_update BEFORE UPDATE ON "inspection" FOR EACH ROW EXECUTE FUNCTION law_inspection_update();

CREATE FUNCTION law_inspection_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 inspection: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_inspection_delete BEFORE DELETE ON "inspection" FOR EACH ROW EXECUTE FUNCTION law_inspection_delete();

CREATE FUNCTION law_insurance_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "insurance" WHERE book_id=NEW.book_id AND insurance_id=NEW.insurance_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 insurance: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "insurance" WHERE book_id=NEW.book_id AND policy_no=NEW.policy_no) THEN RAISE EXCEPTION USING MESSAGE = 'L6 insurance: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 insurance: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 insurance: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_insurance_insert BEFORE INSERT ON "insurance" FOR EACH ROW EXECUTE FUNCTION law_insurance_insert();

CREATE FUNCTION law_insurance_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 insurance: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_insurance_update BEFORE UPDATE ON "insurance" FOR EACH ROW EXECUTE FUNCTION law_insurance_update();

CREATE FUNCTION law_insurance_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 insurance: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_insurance_delete BEFORE DELETE ON "insurance" FOR EACH ROW EXECUTE FUNCTION law_insurance_delete();

CREATE FUNCTION law_milestone_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "milestone" WHERE book_id=NEW.book_id AND milestone_id=NEW.milestone_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 milestone: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 milestone: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 milestone: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_milestone_insert BEFORE INSERT ON "milestone" FOR EACH ROW EXECUTE FUNCTION law_milestone_insert();

CREATE FUNCTION law_milestone_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 milestone: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_milestone_update BEFORE UPDATE ON "milestone" FOR EACH ROW EXECUTE FUNCTION law_milestone_update();

CREATE FUNCTION law_milestone_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 milestone: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_milestone_delete BEFORE DELETE ON "milestone" FOR EACH ROW EXECUTE FUNCTION law_milestone_delete();

CREATE FUNCTION law_party_account_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "party_account" WHERE party_id=NEW.party_id AND account_no=NEW.account_no) THEN RAISE EXCEPTION USING MESSAGE = 'L6 party_account: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 party_account: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE EXCEPTION USING MESSAGE = 'L6 party_account: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx > 0 AND NOT EXISTS (SELECT 1 FROM confirmation WHERE leaf_idx=NEW.leaf_idx) AND NOT EXISTS (SELECT 1 FROM party WHERE party_id=NEW.party_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L8 party_account: nobody else confirmed it', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_party_account_insert BEFORE INSERT ON "party_account" FOR EACH ROW EXECUTE FUNCTION law_party_account_insert();

CREATE FUNCTION law_party_account_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 party_account: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_party_account_update BEFORE UPDATE ON "party_account" FOR EACH ROW EXECUTE FUNCTION law_party_account_update();

CREATE FUNCTION law_party_account_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 party_account: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_party_account_delete BEFORE DELETE ON "party_account" FOR EACH ROW EXECUTE FUNCTION law_party_account_delete();

CREATE FUNCTION law_party_link_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "party_link" WHERE party_id=NEW.party_id AND kind=NEW.kind AND name=NEW.name) THEN RAISE EXCEPTION USING MESSAGE = 'L6 party_link: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 party_link: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE EXCEPTION USING MESSAGE = 'L6 party_link: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_party_link_insert BEFORE INSERT ON "party_link" FOR EACH ROW EXECUTE FUNCTION law_party_link_insert();

CREATE FUNCTION law_party_link_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 party_link: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_party_link_update BEFORE UPDATE ON "party_link" FOR EACH ROW EXECUTE FUNCTION law_party_link_update();

CREATE FUNCTION law_party_link_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 party_link: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_party_link_delete BEFORE DELETE ON "party_link" FOR EACH ROW EXECUTE FUNCTION law_party_link_delete();

CREATE FUNCTION law_payment_request_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "payment_request" WHERE book_id=NEW.book_id AND payment_request_id=NEW.payment_request_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_request: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_request: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_request: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_payment_request_insert BEFORE INSERT ON "payment_request" FOR EACH ROW EXECUTE FUNCTION law_payment_request_insert();

CREATE FUNCTION law_payment_request_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_request: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_payment_request_update BEFORE UPDATE ON "payment_request" FOR EACH ROW EXECUTE FUNCTION law_payment_request_update();

CREATE FUNCTION law_payment_request_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_request: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_payment_request_delete BEFORE DELETE ON "payment_request" FOR EACH ROW EXECUTE FUNCTION law_payment_request_delete();

CREATE FUNCTION law_phase_change_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "phase_change" WHERE book_id=NEW.book_id AND project_id=NEW.project_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 phase_change: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 phase_change: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 phase_change: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_phase_change_insert BEFORE INSERT ON "phase_change" FOR EACH ROW EXECUTE FUNCTION law_phase_change_insert();

CREATE FUNCTION law_phase_change_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 phase_change: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_phase_change_update BEFORE UPDATE ON "phase_change" FOR EACH ROW EXECUTE FUNCTION law_phase_change_update();

CREATE FUNCTION law_phase_change_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 phase_change: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_phase_change_delete BEFORE DELETE ON "phase_change" FOR EACH ROW EXECUTE FUNCTION law_phase_change_delete();

CREATE FUNCTION law_plot_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "plot" WHERE book_id=NEW.book_id AND plot_id=NEW.plot_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 plot: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "plot" WHERE book_id=NEW.book_id AND project_id=NEW.project_id AND plot_no=NEW.plot_no) THEN RAISE EXCEPTION USING MESSAGE = 'L6 plot: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 plot: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 plot: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_plot_insert BEFORE INSERT ON "plot" FOR EACH ROW EXECUTE FUNCTION law_plot_insert();

CREATE FUNCTION law_plot_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 plot: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_plot_update BEFORE UPDATE ON "plot" FOR EACH ROW EXECUTE FUNCTION law_plot_update();

CREATE FUNCTION law_plot_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 plot: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_plot_delete BEFORE DELETE ON "plot" FOR EACH ROW EXECUTE FUNCTION law_plot_delete();

CREATE FUNCTION law_qualification_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "qualification" WHERE party_id=NEW.party_id AND certificate_no=NEW.certificate_no AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 qualification: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 qualification: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE EXCEPTION USING MESSAGE = 'L6 qualification: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_qualification_insert BEFORE INSERT ON "qualification" FOR EACH ROW EXECUTE FUNCTION law_qualification_insert();

CREATE FUNCTION law_qualification_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 qualification: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_qualification_update BEFORE UPDATE ON "qualification" FOR EACH ROW EXECUTE FUNCTION law_qualification_update();

CREATE FUNCTION law_qualification_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 qualification: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_qualification_delete BEFORE DELETE ON "qualification" FOR EACH ROW EXECUTE FUNCTION law_qualification_delete();

CREATE FUNCTION law_responsibility_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "responsibility" WHERE book_id=NEW.book_id AND project_id=NEW.project_id AND role=NEW.role AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 responsibility: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 responsibility: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 responsibility: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_responsibility_insert BEFORE INSERT ON "responsibility" FOR EACH ROW EXECUTE FUNCTION law_responsibility_insert();

CREATE FUNCTION law_responsibility_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 responsibility: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_responsibility_update BEFORE UPDATE ON "responsibility" FOR EACH ROW EXECUTE FUNCTION law_responsibility_update();

CREATE FUNCTION law_responsibility_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 responsibility: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_responsibility_delete BEFORE DELETE ON "responsibility" FOR EACH ROW EXECUTE FUNCTION law_responsibility_delete();

CREATE FUNCTION law_review_record_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "review_record" WHERE book_id=NEW.book_id AND review_id=NEW.review_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 review_record: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 review_record: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 review_record: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_review_record_insert BEFORE INSERT ON "review_record" FOR EACH ROW EXECUTE FUNCTION law_review_record_insert();

CREATE FUNCTION law_review_record_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 review_record: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_review_record_update BEFORE UPDATE ON "review_record" FOR EACH ROW EXECUTE FUNCTION law_review_record_update();

CREATE FUNCTION law_review_record_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 review_record: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_review_record_delete BEFORE DELETE ON "review_record" FOR EACH ROW EXECUTE FUNCTION law_review_record_delete();

CREATE FUNCTION law_risk_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "risk" WHERE book_id=NEW.book_id AND risk_id=NEW.risk_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 risk: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 risk: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 risk: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_risk_insert BEFORE INSERT ON "risk" FOR EACH ROW EXECUTE FUNCTION law_risk_insert();

CREATE FUNCTION law_risk_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 risk: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_risk_update BEFORE UPDATE ON "risk" FOR EACH ROW EXECUTE FUNCTION law_risk_update();

CREATE FUNCTION law_risk_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 risk: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_risk_delete BEFORE DELETE ON "risk" FOR EACH ROW EXECUTE FUNCTION law_risk_delete();

CREATE FUNCTION law_sub_project_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "sub_project" WHERE book_id=NEW.book_id AND sub_project_id=NEW.sub_project_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 sub_project: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "sub_project" WHERE book_id=NEW.book_id AND project_id=NEW.project_id AND code=NEW.code) THEN RAISE EXCEPTION USING MESSAGE = 'L6 sub_project: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 sub_project: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 sub_project: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_sub_project_insert BEFORE INSERT ON "sub_project" FOR EACH ROW EXECUTE FUNCTION law_sub_project_insert();

CREATE FUNCTION law_sub_project_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 sub_project: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_sub_project_update BEFORE UPDATE ON "sub_project" FOR EACH ROW EXECUTE FUNCTION law_sub_project_update();

CREATE FUNCTION law_sub_project_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 sub_project: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_sub_project_delete BEFORE DELETE ON "sub_project" FOR EACH ROW EXECUTE FUNCTION law_sub_project_delete();

CREATE FUNCTION law_task_report_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "task_report" WHERE book_id=NEW.book_id AND task_id=NEW.task_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 task_report: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 task_report: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 task_report: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_task_report_insert BEFORE INSERT ON "task_report" FOR EACH ROW EXECUTE FUNCTION law_task_report_insert();

CREATE FUNCTION law_task_report_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 task_report: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_task_report_update BEFORE UPDATE ON "task_report" FOR EACH ROW EXECUTE FUNCTION law_task_report_update();

CREATE FUNCTION law_task_report_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 task_report: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_task_report_delete BEFORE DELETE ON "task_report" FOR EACH ROW EXECUTE FUNCTION law_task_report_delete();

CREATE FUNCTION law_tender_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "tender" WHERE book_id=NEW.book_id AND tender_id=NEW.tender_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tender: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "tender" WHERE book_id=NEW.book_id AND tender_no=NEW.tender_no) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tender: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tender: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tender: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_tender_insert BEFORE INSERT ON "tender" FOR EACH ROW EXECUTE FUNCTION law_tender_insert();

CREATE FUNCTION law_tender_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 tender: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_tender_update BEFORE UPDATE ON "tender" FOR EACH ROW EXECUTE FUNCTION law_tender_update();

CREATE FUNCTION law_tender_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 tender: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_tender_delete BEFORE DELETE ON "tender" FOR EACH ROW EXECUTE FUNCTION law_tender_delete();

CREATE FUNCTION law_tip_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "tip" WHERE book_id=NEW.book_id AND tip_id=NEW.tip_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tip: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tip: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tip: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_tip_insert BEFORE INSERT ON "tip" FOR EACH ROW EXECUTE FUNCTION law_tip_insert();

CREATE FUNCTION law_tip_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 tip: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_tip_update BEFORE UPDATE ON "tip" FOR EACH ROW EXECUTE FUNCTION law_tip_update();

CREATE FUNCTION law_tip_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 tip: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_tip_delete BEFORE DELETE ON "tip" FOR EACH ROW EXECUTE FUNCTION law_tip_delete();

CREATE FUNCTION law_allotment_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "allotment" WHERE book_id=NEW.book_id AND allotment_id=NEW.allotment_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 allotment: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "allotment" WHERE book_id=NEW.book_id AND allotment_no=NEW.allotment_no) THEN RAISE EXCEPTION USING MESSAGE = 'L6 allotment: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 allotment: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 allotment: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_allotment_insert BEFORE INSERT ON "allotment" FOR EACH ROW EXECUTE FUNCTION law_allotment_insert();

CREATE FUNCTION law_allotment_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 allotment: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_allotment_update BEFORE UPDATE ON "allotment" FOR EACH ROW EXECUTE FUNCTION law_allotment_update();

CREATE FUNCTION law_allotment_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 allotment: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_allotment_delete BEFORE DELETE ON "allotment" FOR EACH ROW EXECUTE FUNCTION law_allotment_delete();

CREATE FUNCTION law_application_answer_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "application_answer" WHERE book_id=NEW.book_id AND application_id=NEW.application_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 application_answer: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 application_answer: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 application_answer: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_application_answer_insert BEFORE INSERT ON "application_answer" FOR EACH ROW EXECUTE FUNCTION law_application_answer_insert();

CREATE FUNCTION law_application_answer_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 application_answer: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_application_answer_update BEFORE UPDATE ON "application_answer" FOR EACH ROW EXECUTE FUNCTION law_application_answer_update();

CREATE FUNCTION law_application_answer_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 application_answer: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_application_answer_delete BEFORE DELETE ON "application_answer" FOR EACH ROW EXECUTE FUNCTION law_application_answer_delete();

CREATE FUNCTION law_bank_statement_line_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "bank_statement_line" WHERE book_id=NEW.book_id AND statement_line_id=NEW.statement_line_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 bank_statement_line: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "bank_statement_line" WHERE book_id=NEW.book_id AND bank_account_id=NEW.bank_account_id AND bank_ref=NEW.bank_ref) THEN RAISE EXCEPTION USING MESSAGE = 'L6 bank_statement_line: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 bank_statement_line: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 bank_statement_line: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_bank_statement_line_insert BEFORE INSERT ON "bank_statement_line" FOR EACH ROW EXECUTE FUNCTION law_bank_statement_line_insert();

CREATE FUNCTION law_bank_statement_line_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 bank_statement_line: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_bank_statement_line_update BEFORE UPDATE ON "bank_statement_line" FOR EACH ROW EXECUTE FUNCTION law_bank_statement_line_update();

CREATE FUNCTION law_bank_statement_line_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 bank_statement_line: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_bank_statement_line_delete BEFORE DELETE ON "bank_statement_line" FOR EACH ROW EXECUTE FUNCTION law_bank_statement_line_delete();

CREATE FUNCTION law_bid_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "bid" WHERE book_id=NEW.book_id AND tender_id=NEW.tender_id AND n=NEW.n) THEN RAISE EXCEPTION USING MESSAGE = 'L6 bid: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "bid" WHERE book_id=NEW.book_id AND tender_id=NEW.tender_id AND party_id=NEW.party_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 bid: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 bid: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 bid: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_bid_insert BEFORE INSERT ON "bid" FOR EACH ROW EXECUTE FUNCTION law_bid_insert();

CREATE FUNCTION law_bid_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 bid: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_bid_update BEFORE UPDATE ON "bid" FOR EACH ROW EXECUTE FUNCTION law_bid_update();

CREATE FUNCTION law_bid_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 bid: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_bid_delete BEFORE DELETE ON "bid" FOR EACH ROW EXECUTE FUNCTION law_bid_delete();

CREATE FUNCTION law_contract_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "contract" WHERE book_id=NEW.book_id AND contract_id=NEW.contract_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 contract: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "contract" WHERE book_id=NEW.book_id AND contract_no=NEW.contract_no) THEN RAISE EXCEPTION USING MESSAGE = 'L6 contract: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 contract: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 contract: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_contract_insert BEFORE INSERT ON "contract" FOR EACH ROW EXECUTE FUNCTION law_contract_insert();

CREATE FUNCTION law_contract_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 contract: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_contract_update BEFORE UPDATE ON "contract" FOR EACH ROW EXECUTE FUNCTION law_contract_update();

CREATE FUNCTION law_contract_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 contract: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_contract_delete BEFORE DELETE ON "contract" FOR EACH ROW EXECUTE FUNCTION law_contract_delete();

CREATE FUNCTION law_debt_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "debt" WHERE book_id=NEW.book_id AND debt_id=NEW.debt_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 debt: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "debt" WHERE book_id=NEW.book_id AND debt_no=NEW.debt_no) THEN RAISE EXCEPTION USING MESSAGE = 'L6 debt: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 debt: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 debt: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_debt_insert BEFORE INSERT ON "debt" FOR EACH ROW EXECUTE FUNCTION law_debt_insert();

CREATE FUNCTION law_debt_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 debt: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_debt_update BEFORE UPDATE ON "debt" FOR EACH ROW EXECUTE FUNCTION law_debt_update();

CREATE FUNCTION law_debt_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 debt: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_debt_delete BEFORE DELETE ON "debt" FOR EACH ROW EXECUTE FUNCTION law_debt_delete();

CREATE FUNCTION law_delivery_line_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "delivery_line" WHERE book_id=NEW.book_id AND delivery_id=NEW.delivery_id AND n=NEW.n) THEN RAISE EXCEPTION USING MESSAGE = 'L6 delivery_line: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 delivery_line: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 delivery_line: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_delivery_line_insert BEFORE INSERT ON "delivery_line" FOR EACH ROW EXECUTE FUNCTION law_delivery_line_insert();

CREATE FUNCTION law_delivery_line_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 delivery_line: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_delivery_line_update BEFORE UPDATE ON "delivery_line" FOR EACH ROW EXECUTE FUNCTION law_delivery_line_update();

CREATE FUNCTION law_delivery_line_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 delivery_line: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_delivery_line_delete BEFORE DELETE ON "delivery_line" FOR EACH ROW EXECUTE FUNCTION law_delivery_line_delete();

CREATE FUNCTION law_hold_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "hold" WHERE book_id=NEW.book_id AND leaf_idx=NEW.leaf_idx AND n=NEW.n) THEN RAISE EXCEPTION USING MESSAGE = 'L6 hold: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 hold: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 hold: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_hold_insert BEFORE INSERT ON "hold" FOR EACH ROW EXECUTE FUNCTION law_hold_insert();

CREATE FUNCTION law_hold_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 hold: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_hold_update BEFORE UPDATE ON "hold" FOR EACH ROW EXECUTE FUNCTION law_hold_update();

CREATE FUNCTION law_hold_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 hold: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_hold_delete BEFORE DELETE ON "hold" FOR EACH ROW EXECUTE FUNCTION law_hold_delete();

CREATE FUNCTION law_house_survey_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "house_survey" WHERE book_id=NEW.book_id AND plot_id=NEW.plot_id AND household_no=NEW.household_no) THEN RAISE EXCEPTION USING MESSAGE = 'L6 house_survey: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "house_survey" WHERE book_id=NEW.book_id AND house_no=NEW.house_no) THEN RAISE EXCEPTION USING MESSAGE = 'L6 house_survey: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 house_survey: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 house_survey: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_house_survey_insert BEFORE INSERT ON "house_survey" FOR EACH ROW EXECUTE FUNCTION law_house_survey_insert();

CREATE FUNCTION law_house_survey_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 house_survey: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_house_survey_update BEFORE UPDATE ON "house_survey" FOR EACH ROW EXECUTE FUNCTION law_house_survey_update();

CREATE FUNCTION law_house_survey_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 house_survey: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_house_survey_delete BEFORE DELETE ON "house_survey" FOR EACH ROW EXECUTE FUNCTION law_house_survey_delete();

CREATE FUNCTION law_inspection_finding_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "inspection_finding" WHERE book_id=NEW.book_id AND inspection_id=NEW.inspection_id AND n=NEW.n) THEN RAISE EXCEPTION USING MESSAGE = 'L6 inspection_finding: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 inspection_finding: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 inspection_finding: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_inspection_finding_insert BEFORE INSERT ON "inspection_finding" FOR EACH ROW EXECUTE FUNCTION law_inspection_finding_insert();

CREATE FUNCTION law_inspection_finding_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 inspection_finding: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_inspection_finding_update BEFORE UPDATE ON "inspection_finding" FOR EACH ROW EXECUTE FUNCTION law_inspection_finding_update();

CREATE FUNCTION law_inspection_finding_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 inspection_finding: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_inspection_finding_delete BEFORE DELETE ON "inspection_finding" FOR EACH ROW EXECUTE FUNCTION law_inspection_finding_delete();

CREATE FUNCTION law_milestone_reached_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "milestone_reached" WHERE book_id=NEW.book_id AND milestone_id=NEW.milestone_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 milestone_reached: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 milestone_reached: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 milestone_reached: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_milestone_reached_insert BEFORE INSERT ON "milestone_reached" FOR EACH ROW EXECUTE FUNCTION law_milestone_reached_insert();

CREATE FUNCTION law_milestone_reached_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 milestone_reached: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_milestone_reached_update BEFORE UPDATE ON "milestone_reached" FOR EACH ROW EXECUTE FUNCTION law_milestone_reached_update();

CREATE FUNCTION law_milestone_reached_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 milestone_reached: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_milestone_reached_delete BEFORE DELETE ON "milestone_reached" FOR EACH ROW EXECUTE FUNCTION law_milestone_reached_delete();

CREATE FUNCTION law_payment_step_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "payment_step" WHERE book_id=NEW.book_id AND payment_request_id=NEW.payment_request_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_step: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_step: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_step: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.step <> 'returned' AND EXISTS (SELECT 1 FROM payment_step WHERE book_id=NEW.book_id AND payment_request_id=NEW.payment_request_id AND actor=NEW.actor AND step <> 'returned') THEN RAISE EXCEPTION USING MESSAGE = 'L8 payment_step: one person in two steps', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_payment_step_insert BEFORE INSERT ON "payment_step" FOR EACH ROW EXECUTE FUNCTION law_payment_step_insert();

CREATE FUNCTION law_payment_step_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_step: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_payment_step_update BEFORE UPDATE ON "payment_step" FOR EACH ROW EXECUTE FUNCTION law_payment_step_update();

CREATE FUNCTION law_payment_step_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_step: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_payment_step_delete BEFORE DELETE ON "payment_step" FOR EACH ROW EXECUTE FUNCTION law_payment_step_delete();

CREATE FUNCTION law_renewal_step_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "renewal_step" WHERE book_id=NEW.book_id AND plot_id=NEW.plot_id AND step=NEW.step) THEN RAISE EXCEPTION USING MESSAGE = 'L6 renewal_step: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 renewal_step: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 renewal_step: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_renewal_step_insert BEFORE INSERT ON "renewal_step" FOR EACH ROW EXECUTE FUNCTION law_renewal_step_insert();

CREATE FUNCTION law_renewal_step_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 renewal_step: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_renewal_step_update BEFORE UPDATE ON "renewal_step" FOR EACH ROW EXECUTE FUNCTION law_renewal_step_update();

CREATE FUNCTION law_renewal_step_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 renewal_step: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_renewal_step_delete BEFORE DELETE ON "renewal_step" FOR EACH ROW EXECUTE FUNCTION law_renewal_step_delete();

CREATE FUNCTION law_tip_reply_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "tip_reply" WHERE book_id=NEW.book_id AND tip_id=NEW.tip_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tip_reply: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tip_reply: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tip_reply: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_tip_reply_insert BEFORE INSERT ON "tip_reply" FOR EACH ROW EXECUTE FUNCTION law_tip_reply_insert();

CREATE FUNCTION law_tip_reply_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 tip_reply: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_tip_reply_update BEFORE UPDATE ON "tip_reply" FOR EACH ROW EXECUTE FUNCTION law_tip_reply_update();

CREATE FUNCTION law_tip_reply_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 tip_reply: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_tip_reply_delete BEFORE DELETE ON "tip_reply" FOR EACH ROW EXECUTE FUNCTION law_tip_reply_delete();

CREATE FUNCTION law_asset_package_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "asset_package" WHERE book_id=NEW.book_id AND package_id=NEW.package_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 asset_package: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "asset_package" WHERE book_id=NEW.book_id AND name=NEW.name) THEN RAISE EXCEPTION USING MESSAGE = 'L6 asset_package: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 asset_package: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 asset_package: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_asset_package_insert BEFORE INSERT ON "asset_package" FOR EACH ROW EXECUTE FUNCTION law_asset_package_insert();

CREATE FUNCTION law_asset_package_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 asset_package: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_asset_package_update BEFORE UPDATE ON "asset_package" FOR EACH ROW EXECUTE FUNCTION law_asset_package_update();

CREATE FUNCTION law_asset_package_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 asset_package: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_asset_package_delete BEFORE DELETE ON "asset_package" FOR EACH ROW EXECUTE FUNCTION law_asset_package_delete();

CREATE FUNCTION law_certificate_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "certificate" WHERE book_id=NEW.book_id AND certificate_id=NEW.certificate_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 certificate: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "certificate" WHERE book_id=NEW.book_id AND contract_id=NEW.contract_id AND certificate_no=NEW.certificate_no) THEN RAISE EXCEPTION USING MESSAGE = 'L6 certificate: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 certificate: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 certificate: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_certificate_insert BEFORE INSERT ON "certificate" FOR EACH ROW EXECUTE FUNCTION law_certificate_insert();

CREATE FUNCTION law_certificate_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 certificate: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_certificate_update BEFORE UPDATE ON "certificate" FOR EACH ROW EXECUTE FUNCTION law_certificate_update();

CREATE FUNCTION law_certificate_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 certificate: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_certificate_delete BEFORE DELETE ON "certificate" FOR EACH ROW EXECUTE FUNCTION law_certificate_delete();

CREATE FUNCTION law_debt_schedule_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "debt_schedule" WHERE book_id=NEW.book_id AND debt_id=NEW.debt_id AND n=NEW.n) THEN RAISE EXCEPTION USING MESSAGE = 'L6 debt_schedule: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 debt_schedule: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 debt_schedule: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_debt_schedule_insert BEFORE INSERT ON "debt_schedule" FOR EACH ROW EXECUTE FUNCTION law_debt_schedule_insert();

CREATE FUNCTION law_debt_schedule_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 debt_schedule: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_debt_schedule_update BEFORE UPDATE ON "debt_schedule" FOR EACH ROW EXECUTE FUNCTION law_debt_schedule_update();

CREATE FUNCTION law_debt_schedule_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 debt_schedule: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_debt_schedule_delete BEFORE DELETE ON "debt_schedule" FOR EACH ROW EXECUTE FUNCTION law_debt_schedule_delete();

CREATE FUNCTION law_finding_closure_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "finding_closure" WHERE book_id=NEW.book_id AND inspection_id=NEW.inspection_id AND n=NEW.n) THEN RAISE EXCEPTION USING MESSAGE = 'L6 finding_closure: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 finding_closure: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 finding_closure: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_finding_closure_insert BEFORE INSERT ON "finding_closure" FOR EACH ROW EXECUTE FUNCTION law_finding_closure_insert();

CREATE FUNCTION law_finding_closure_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 finding_closure: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_finding_closure_update BEFORE UPDATE ON "finding_closure" FOR EACH ROW EXECUTE FUNCTION law_finding_closure_update();

CREATE FUNCTION law_finding_closure_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 finding_closure: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_finding_closure_delete BEFORE DELETE ON "finding_closure" FOR EACH ROW EXECUTE FUNCTION law_finding_closure_delete();

CREATE FUNCTION law_funding_plan_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "funding_plan" WHERE book_id=NEW.book_id AND contract_id=NEW.contract_id AND n=NEW.n AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 funding_plan: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 funding_plan: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 funding_plan: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_funding_plan_insert BEFORE INSERT ON "funding_plan" FOR EACH ROW EXECUTE FUNCTION law_funding_plan_insert();

CREATE FUNCTION law_funding_plan_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 funding_plan: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_funding_plan_update BEFORE UPDATE ON "funding_plan" FOR EACH ROW EXECUTE FUNCTION law_funding_plan_update();

CREATE FUNCTION law_funding_plan_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 funding_plan: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_funding_plan_delete BEFORE DELETE ON "funding_plan" FOR EACH ROW EXECUTE FUNCTION law_funding_plan_delete();

CREATE FUNCTION law_guarantee_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "guarantee" WHERE book_id=NEW.book_id AND guarantee_id=NEW.guarantee_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 guarantee: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 guarantee: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 guarantee: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_guarantee_insert BEFORE INSERT ON "guarantee" FOR EACH ROW EXECUTE FUNCTION law_guarantee_insert();

CREATE FUNCTION law_guarantee_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 guarantee: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_guarantee_update BEFORE UPDATE ON "guarantee" FOR EACH ROW EXECUTE FUNCTION law_guarantee_update();

CREATE FUNCTION law_guarantee_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 guarantee: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_guarantee_delete BEFORE DELETE ON "guarantee" FOR EACH ROW EXECUTE FUNCTION law_guarantee_delete();

CREATE FUNCTION law_house_valuation_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "house_valuation" WHERE book_id=NEW.book_id AND plot_id=NEW.plot_id AND household_no=NEW.household_no AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 house_valuation: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 house_valuation: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 house_valuation: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_house_valuation_insert BEFORE INSERT ON "house_valuation" FOR EACH ROW EXECUTE FUNCTION law_house_valuation_insert();

CREATE FUNCTION law_house_valuation_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 house_valuation: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_house_valuation_update BEFORE UPDATE ON "house_valuation" FOR EACH ROW EXECUTE FUNCTION law_house_valuation_update();

CREATE FUNCTION law_house_valuation_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 house_valuation: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_house_valuation_delete BEFORE DELETE ON "house_valuation" FOR EACH ROW EXECUTE FUNCTION law_house_valuation_delete();

CREATE FUNCTION law_household_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "household" WHERE book_id=NEW.book_id AND contract_id=NEW.contract_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 household: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "household" WHERE book_id=NEW.book_id AND project_id=NEW.project_id AND household_no=NEW.household_no) THEN RAISE EXCEPTION USING MESSAGE = 'L6 household: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 household: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 household: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_household_insert BEFORE INSERT ON "household" FOR EACH ROW EXECUTE FUNCTION law_household_insert();

CREATE FUNCTION law_household_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 household: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_household_update BEFORE UPDATE ON "household" FOR EACH ROW EXECUTE FUNCTION law_household_update();

CREATE FUNCTION law_household_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 household: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_household_delete BEFORE DELETE ON "household" FOR EACH ROW EXECUTE FUNCTION law_household_delete();

CREATE FUNCTION law_interest_subsidy_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "interest_subsidy" WHERE book_id=NEW.book_id AND debt_id=NEW.debt_id AND n=NEW.n) THEN RAISE EXCEPTION USING MESSAGE = 'L6 interest_subsidy: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 interest_subsidy: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 interest_subsidy: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_interest_subsidy_insert BEFORE INSERT ON "interest_subsidy" FOR EACH ROW EXECUTE FUNCTION law_interest_subsidy_insert();

CREATE FUNCTION law_interest_subsidy_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 interest_subsidy: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_interest_subsidy_update BEFORE UPDATE ON "interest_subsidy" FOR EACH ROW EXECUTE FUNCTION law_interest_subsidy_update();

CREATE FUNCTION law_interest_subsidy_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 interest_subsidy: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_interest_subsidy_delete BEFORE DELETE ON "interest_subsidy" FOR EACH ROW EXECUTE FUNCTION law_interest_subsidy_delete();

CREATE FUNCTION law_interference_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "interference" WHERE book_id=NEW.book_id AND interference_id=NEW.interference_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 interference: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 interference: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 interference: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_interference_insert BEFORE INSERT ON "interference" FOR EACH ROW EXECUTE FUNCTION law_interference_insert();

CREATE FUNCTION law_interference_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 interference: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_interference_update BEFORE UPDATE ON "interference" FOR EACH ROW EXECUTE FUNCTION law_interference_update();

CREATE FUNCTION law_interference_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 interference: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_interference_delete BEFORE DELETE ON "interference" FOR EACH ROW EXECUTE FUNCTION law_interference_delete();

CREATE FUNCTION law_invoice_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "invoice" WHERE book_id=NEW.book_id AND invoice_id=NEW.invoice_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 invoice: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "invoice" WHERE book_id=NEW.book_id AND code=NEW.code AND number=NEW.number) THEN RAISE EXCEPTION USING MESSAGE = 'L6 invoice: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 invoice: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 invoice: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_invoice_insert BEFORE INSERT ON "invoice" FOR EACH ROW EXECUTE FUNCTION law_invoice_insert();

CREATE FUNCTION law_invoice_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 invoice: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_invoice_update BEFORE UPDATE ON "invoice" FOR EACH ROW EXECUTE FUNCTION law_invoice_update();

CREATE FUNCTION law_invoice_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 invoice: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_invoice_delete BEFORE DELETE ON "invoice" FOR EACH ROW EXECUTE FUNCTION law_invoice_delete();

CREATE FUNCTION law_override_request_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "override_request" WHERE book_id=NEW.book_id AND override_id=NEW.override_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 override_request: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 override_request: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 override_request: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_override_request_insert BEFORE INSERT ON "override_request" FOR EACH ROW EXECUTE FUNCTION law_override_request_insert();

CREATE FUNCTION law_override_request_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 override_request: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_override_request_update BEFORE UPDATE ON "override_request" FOR EACH ROW EXECUTE FUNCTION law_override_request_update();

CREATE FUNCTION law_override_request_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 override_request: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_override_request_delete BEFORE DELETE ON "override_request" FOR EACH ROW EXECUTE FUNCTION law_override_request_delete();

CREATE FUNCTION law_payment_line_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "payment_line" WHERE book_id=NEW.book_id AND payment_line_id=NEW.payment_line_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_line: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_line: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_line: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_payment_line_insert BEFORE INSERT ON "payment_line" FOR EACH ROW EXECUTE FUNCTION law_payment_line_insert();

CREATE FUNCTION law_payment_line_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_line: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_payment_line_update BEFORE UPDATE ON "payment_line" FOR EACH ROW EXECUTE FUNCTION law_payment_line_update();

CREATE FUNCTION law_payment_line_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_line: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_payment_line_delete BEFORE DELETE ON "payment_line" FOR EACH ROW EXECUTE FUNCTION law_payment_line_delete();

CREATE FUNCTION law_ppp_agreement_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "ppp_agreement" WHERE book_id=NEW.book_id AND contract_id=NEW.contract_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 ppp_agreement: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 ppp_agreement: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 ppp_agreement: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_ppp_agreement_insert BEFORE INSERT ON "ppp_agreement" FOR EACH ROW EXECUTE FUNCTION law_ppp_agreement_insert();

CREATE FUNCTION law_ppp_agreement_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 ppp_agreement: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_ppp_agreement_update BEFORE UPDATE ON "ppp_agreement" FOR EACH ROW EXECUTE FUNCTION law_ppp_agreement_update();

CREATE FUNCTION law_ppp_agreement_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 ppp_agreement: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_ppp_agreement_delete BEFORE DELETE ON "ppp_agreement" FOR EACH ROW EXECUTE FUNCTION law_ppp_agreement_delete();

CREATE FUNCTION law_statement_use_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "statement_use" WHERE book_id=NEW.book_id AND statement_line_id=NEW.statement_line_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 statement_use: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 statement_use: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 statement_use: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_statement_use_insert BEFORE INSERT ON "statement_use" FOR EACH ROW EXECUTE FUNCTION law_statement_use_insert();

CREATE FUNCTION law_statement_use_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 statement_use: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_statement_use_update BEFORE UPDATE ON "statement_use" FOR EACH ROW EXECUTE FUNCTION law_statement_use_update();

CREATE FUNCTION law_statement_use_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 statement_use: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_statement_use_delete BEFORE DELETE ON "statement_use" FOR EACH ROW EXECUTE FUNCTION law_statement_use_delete();

CREATE FUNCTION law_tender_award_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "tender_award" WHERE book_id=NEW.book_id AND tender_id=NEW.tender_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tender_award: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tender_award: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tender_award: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_tender_award_insert BEFORE INSERT ON "tender_award" FOR EACH ROW EXECUTE FUNCTION law_tender_award_insert();

CREATE FUNCTION law_tender_award_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 tender_award: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_tender_award_update BEFORE UPDATE ON "tender_award" FOR EACH ROW EXECUTE FUNCTION law_tender_award_update();

CREATE FUNCTION law_tender_award_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 tender_award: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_tender_award_delete BEFORE DELETE ON "tender_award" FOR EACH ROW EXECUTE FUNCTION law_tender_award_delete();

CREATE FUNCTION law_tranche_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "tranche" WHERE book_id=NEW.book_id AND tranche_id=NEW.tranche_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tranche: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF EXISTS (SELECT 1 FROM "tranche" WHERE book_id=NEW.book_id AND label=NEW.label) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tranche: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tranche: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tranche: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_tranche_insert BEFORE INSERT ON "tranche" FOR EACH ROW EXECUTE FUNCTION law_tranche_insert();

CREATE FUNCTION law_tranche_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 tranche: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_tranche_update BEFORE UPDATE ON "tranche" FOR EACH ROW EXECUTE FUNCTION law_tranche_update();

CREATE FUNCTION law_tranche_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 tranche: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_tranche_delete BEFORE DELETE ON "tranche" FOR EACH ROW EXECUTE FUNCTION law_tranche_delete();

CREATE FUNCTION law_variation_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "variation" WHERE book_id=NEW.book_id AND contract_id=NEW.contract_id AND n=NEW.n) THEN RAISE EXCEPTION USING MESSAGE = 'L6 variation: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 variation: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 variation: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_variation_insert BEFORE INSERT ON "variation" FOR EACH ROW EXECUTE FUNCTION law_variation_insert();

CREATE FUNCTION law_variation_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 variation: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_variation_update BEFORE UPDATE ON "variation" FOR EACH ROW EXECUTE FUNCTION law_variation_update();

CREATE FUNCTION law_variation_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 variation: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_variation_delete BEFORE DELETE ON "variation" FOR EACH ROW EXECUTE FUNCTION law_variation_delete();

CREATE FUNCTION law_certificate_line_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "certificate_line" WHERE book_id=NEW.book_id AND certificate_id=NEW.certificate_id AND n=NEW.n) THEN RAISE EXCEPTION USING MESSAGE = 'L6 certificate_line: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 certificate_line: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 certificate_line: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_certificate_line_insert BEFORE INSERT ON "certificate_line" FOR EACH ROW EXECUTE FUNCTION law_certificate_line_insert();

CREATE FUNCTION law_certificate_line_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 certificate_line: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_certificate_line_update BEFORE UPDATE ON "certificate_line" FOR EACH ROW EXECUTE FUNCTION law_certificate_line_update();

CREATE FUNCTION law_certificate_line_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 certificate_line: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_certificate_line_delete BEFORE DELETE ON "certificate_line" FOR EACH ROW EXECUTE FUNCTION law_certificate_line_delete();

CREATE FUNCTION law_funding_slice_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "funding_slice" WHERE book_id=NEW.book_id AND payment_line_id=NEW.payment_line_id AND n=NEW.n) THEN RAISE EXCEPTION USING MESSAGE = 'L6 funding_slice: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 funding_slice: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 funding_slice: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_funding_slice_insert BEFORE INSERT ON "funding_slice" FOR EACH ROW EXECUTE FUNCTION law_funding_slice_insert();

CREATE FUNCTION law_funding_slice_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 funding_slice: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_funding_slice_update BEFORE UPDATE ON "funding_slice" FOR EACH ROW EXECUTE FUNCTION law_funding_slice_update();

CREATE FUNCTION law_funding_slice_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 funding_slice: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_funding_slice_delete BEFORE DELETE ON "funding_slice" FOR EACH ROW EXECUTE FUNCTION law_funding_slice_delete();

CREATE FUNCTION law_guarantee_event_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "guarantee_event" WHERE book_id=NEW.book_id AND guarantee_id=NEW.guarantee_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 guarantee_event: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 guarantee_event: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 guarantee_event: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_guarantee_event_insert BEFORE INSERT ON "guarantee_event" FOR EACH ROW EXECUTE FUNCTION law_guarantee_event_insert();

CREATE FUNCTION law_guarantee_event_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 guarantee_event: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_guarantee_event_update BEFORE UPDATE ON "guarantee_event" FOR EACH ROW EXECUTE FUNCTION law_guarantee_event_update();

CREATE FUNCTION law_guarantee_event_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 guarantee_event: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_guarantee_event_delete BEFORE DELETE ON "guarantee_event" FOR EACH ROW EXECUTE FUNCTION law_guarantee_event_delete();

CREATE FUNCTION law_interference_clearance_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "interference_clearance" WHERE book_id=NEW.book_id AND interference_id=NEW.interference_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 interference_clearance: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 interference_clearance: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 interference_clearance: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_interference_clearance_insert BEFORE INSERT ON "interference_clearance" FOR EACH ROW EXECUTE FUNCTION law_interference_clearance_insert();

CREATE FUNCTION law_interference_clearance_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 interference_clearance: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_interference_clearance_update BEFORE UPDATE ON "interference_clearance" FOR EACH ROW EXECUTE FUNCTION law_interference_clearance_update();

CREATE FUNCTION law_interference_clearance_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 interference_clearance: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_interference_clearance_delete BEFORE DELETE ON "interference_clearance" FOR EACH ROW EXECUTE FUNCTION law_interference_clearance_delete();

CREATE FUNCTION law_interference_handling_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "interference_handling" WHERE book_id=NEW.book_id AND interference_id=NEW.interference_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 interference_handling: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 interference_handling: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 interference_handling: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_interference_handling_insert BEFORE INSERT ON "interference_handling" FOR EACH ROW EXECUTE FUNCTION law_interference_handling_insert();

CREATE FUNCTION law_interference_handling_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 interference_handling: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_interference_handling_update BEFORE UPDATE ON "interference_handling" FOR EACH ROW EXECUTE FUNCTION law_interference_handling_update();

CREATE FUNCTION law_interference_handling_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 interference_handling: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_interference_handling_delete BEFORE DELETE ON "interference_handling" FOR EACH ROW EXECUTE FUNCTION law_interference_handling_delete();

CREATE FUNCTION law_override_grant_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "override_grant" WHERE book_id=NEW.book_id AND override_id=NEW.override_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 override_grant: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 override_grant: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 override_grant: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_override_grant_insert BEFORE INSERT ON "override_grant" FOR EACH ROW EXECUTE FUNCTION law_override_grant_insert();

CREATE FUNCTION law_override_grant_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 override_grant: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_override_grant_update BEFORE UPDATE ON "override_grant" FOR EACH ROW EXECUTE FUNCTION law_override_grant_update();

CREATE FUNCTION law_override_grant_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 override_grant: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_override_grant_delete BEFORE DELETE ON "override_grant" FOR EACH ROW EXECUTE FUNCTION law_override_grant_delete();

CREATE FUNCTION law_override_use_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "override_use" WHERE book_id=NEW.book_id AND override_id=NEW.override_id AND payment_request_id=NEW.payment_request_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 override_use: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 override_use: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 override_use: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_override_use_insert BEFORE INSERT ON "override_use" FOR EACH ROW EXECUTE FUNCTION law_override_use_insert();

CREATE FUNCTION law_override_use_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 override_use: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_override_use_update BEFORE UPDATE ON "override_use" FOR EACH ROW EXECUTE FUNCTION law_override_use_update();

CREATE FUNCTION law_override_use_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 override_use: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_override_use_delete BEFORE DELETE ON "override_use" FOR EACH ROW EXECUTE FUNCTION law_override_use_delete();

CREATE FUNCTION law_package_asset_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "package_asset" WHERE book_id=NEW.book_id AND package_id=NEW.package_id AND asset_id=NEW.asset_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 package_asset: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 package_asset: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 package_asset: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_package_asset_insert BEFORE INSERT ON "package_asset" FOR EACH ROW EXECUTE FUNCTION law_package_asset_insert();

CREATE FUNCTION law_package_asset_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 package_asset: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_package_asset_update BEFORE UPDATE ON "package_asset" FOR EACH ROW EXECUTE FUNCTION law_package_asset_update();

CREATE FUNCTION law_package_asset_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 package_asset: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_package_asset_delete BEFORE DELETE ON "package_asset" FOR EACH ROW EXECUTE FUNCTION law_package_asset_delete();

CREATE FUNCTION law_payment_invoice_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "payment_invoice" WHERE book_id=NEW.book_id AND payment_request_id=NEW.payment_request_id AND invoice_id=NEW.invoice_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_invoice: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_invoice: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_invoice: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_payment_invoice_insert BEFORE INSERT ON "payment_invoice" FOR EACH ROW EXECUTE FUNCTION law_payment_invoice_insert();

CREATE FUNCTION law_payment_invoice_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_invoice: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_payment_invoice_update BEFORE UPDATE ON "payment_invoice" FOR EACH ROW EXECUTE FUNCTION law_payment_invoice_update();

CREATE FUNCTION law_payment_invoice_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 payment_invoice: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_payment_invoice_delete BEFORE DELETE ON "payment_invoice" FOR EACH ROW EXECUTE FUNCTION law_payment_invoice_delete();

CREATE FUNCTION law_posting_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 posting: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_posting_update BEFORE UPDATE ON "posting" FOR EACH ROW EXECUTE FUNCTION law_posting_update();

CREATE FUNCTION law_posting_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 posting: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_posting_delete BEFORE DELETE ON "posting" FOR EACH ROW EXECUTE FUNCTION law_posting_delete();

CREATE FUNCTION law_ppp_duty_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "ppp_duty" WHERE book_id=NEW.book_id AND contract_id=NEW.contract_id AND year=NEW.year AND kind=NEW.kind AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 ppp_duty: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 ppp_duty: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 ppp_duty: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_ppp_duty_insert BEFORE INSERT ON "ppp_duty" FOR EACH ROW EXECUTE FUNCTION law_ppp_duty_insert();

CREATE FUNCTION law_ppp_duty_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 ppp_duty: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_ppp_duty_update BEFORE UPDATE ON "ppp_duty" FOR EACH ROW EXECUTE FUNCTION law_ppp_duty_update();

CREATE FUNCTION law_ppp_duty_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 ppp_duty: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_ppp_duty_delete BEFORE DELETE ON "ppp_duty" FOR EACH ROW EXECUTE FUNCTION law_ppp_duty_delete();

CREATE FUNCTION law_ppp_score_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "ppp_score" WHERE book_id=NEW.book_id AND contract_id=NEW.contract_id AND year=NEW.year) THEN RAISE EXCEPTION USING MESSAGE = 'L6 ppp_score: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 ppp_score: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 ppp_score: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_ppp_score_insert BEFORE INSERT ON "ppp_score" FOR EACH ROW EXECUTE FUNCTION law_ppp_score_insert();

CREATE FUNCTION law_ppp_score_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 ppp_score: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_ppp_score_update BEFORE UPDATE ON "ppp_score" FOR EACH ROW EXECUTE FUNCTION law_ppp_score_update();

CREATE FUNCTION law_ppp_score_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 ppp_score: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_ppp_score_delete BEFORE DELETE ON "ppp_score" FOR EACH ROW EXECUTE FUNCTION law_ppp_score_delete();

CREATE FUNCTION law_reward_grant_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "reward_grant" WHERE book_id=NEW.book_id AND reward_id=NEW.reward_id AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 reward_grant: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 reward_grant: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 reward_grant: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_reward_grant_insert BEFORE INSERT ON "reward_grant" FOR EACH ROW EXECUTE FUNCTION law_reward_grant_insert();

CREATE FUNCTION law_reward_grant_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 reward_grant: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_reward_grant_update BEFORE UPDATE ON "reward_grant" FOR EACH ROW EXECUTE FUNCTION law_reward_grant_update();

CREATE FUNCTION law_reward_grant_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 reward_grant: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_reward_grant_delete BEFORE DELETE ON "reward_grant" FOR EACH ROW EXECUTE FUNCTION law_reward_grant_delete();

CREATE FUNCTION law_risk_pool_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "risk_pool" WHERE book_id=NEW.book_id AND pool_id=NEW.pool_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 risk_pool: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 risk_pool: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 risk_pool: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_risk_pool_insert BEFORE INSERT ON "risk_pool" FOR EACH ROW EXECUTE FUNCTION law_risk_pool_insert();

CREATE FUNCTION law_risk_pool_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 risk_pool: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_risk_pool_update BEFORE UPDATE ON "risk_pool" FOR EACH ROW EXECUTE FUNCTION law_risk_pool_update();

CREATE FUNCTION law_risk_pool_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 risk_pool: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_risk_pool_delete BEFORE DELETE ON "risk_pool" FOR EACH ROW EXECUTE FUNCTION law_risk_pool_delete();

CREATE FUNCTION law_tranche_share_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "tranche_share" WHERE book_id=NEW.book_id AND tranche_id=NEW.tranche_id AND project_id=NEW.project_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tranche_share: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tranche_share: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 tranche_share: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_tranche_share_insert BEFORE INSERT ON "tranche_share" FOR EACH ROW EXECUTE FUNCTION law_tranche_share_insert();

CREATE FUNCTION law_tranche_share_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 tranche_share: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_tranche_share_update BEFORE UPDATE ON "tranche_share" FOR EACH ROW EXECUTE FUNCTION law_tranche_share_update();

CREATE FUNCTION law_tranche_share_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 tranche_share: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_tranche_share_delete BEFORE DELETE ON "tranche_share" FOR EACH ROW EXECUTE FUNCTION law_tranche_share_delete();

CREATE FUNCTION law_pool_loan_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "pool_loan" WHERE book_id=NEW.book_id AND pool_id=NEW.pool_id AND n=NEW.n) THEN RAISE EXCEPTION USING MESSAGE = 'L6 pool_loan: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 pool_loan: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 pool_loan: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_pool_loan_insert BEFORE INSERT ON "pool_loan" FOR EACH ROW EXECUTE FUNCTION law_pool_loan_insert();

CREATE FUNCTION law_pool_loan_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 pool_loan: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_pool_loan_update BEFORE UPDATE ON "pool_loan" FOR EACH ROW EXECUTE FUNCTION law_pool_loan_update();

CREATE FUNCTION law_pool_loan_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 pool_loan: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_pool_loan_delete BEFORE DELETE ON "pool_loan" FOR EACH ROW EXECUTE FUNCTION law_pool_loan_delete();

CREATE FUNCTION law_pool_loss_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "pool_loss" WHERE book_id=NEW.book_id AND pool_id=NEW.pool_id AND n=NEW.n AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 pool_loss: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=NEW.book_id AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 pool_loss: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 pool_loss: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_pool_loss_insert BEFORE INSERT ON "pool_loss" FOR EACH ROW EXECUTE FUNCTION law_pool_loss_insert();

CREATE FUNCTION law_pool_loss_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 pool_loss: no update', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_pool_loss_update BEFORE UPDATE ON "pool_loss" FOR EACH ROW EXECUTE FUNCTION law_pool_loss_update();

CREATE FUNCTION law_pool_loss_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 pool_loss: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_pool_loss_delete BEFORE DELETE ON "pool_loss" FOR EACH ROW EXECUTE FUNCTION law_pool_loss_delete();

CREATE FUNCTION law_log_head_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM log_head WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L6 log_head: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.size <> 0 THEN RAISE EXCEPTION USING MESSAGE = 'L7 log_head: a log starts empty', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_log_head_insert BEFORE INSERT ON "log_head" FOR EACH ROW EXECUTE FUNCTION law_log_head_insert();

CREATE FUNCTION law_log_head_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF 1=1 THEN RAISE EXCEPTION USING MESSAGE = 'L6 log_head: no delete', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER law_log_head_delete BEFORE DELETE ON "log_head" FOR EACH ROW EXECUTE FUNCTION law_log_head_delete();

CREATE FUNCTION law_log_head_update() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.book_id<>OLD.book_id OR NEW.origin<>OLD.origin OR NEW.size<=OLD.size OR NEW.last_booked_at<=OLD.last_booked_at OR NEW.size <> (SELECT max(idx)+1 FROM leaf WHERE book_id=NEW.book_id) THEN RAISE EXCEPTION USING MESSAGE = 'L11 log_head: size and clock only grow, with the leaves', ERRCODE = 'integrity_constraint_violation'; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER law_log_head_update BEFORE UPDATE ON "log_head" FOR EACH ROW EXECUTE FUNCTION law_log_head_update();

CREATE TRIGGER law_account_truncate BEFORE TRUNCATE ON "account" FOR EACH STATEMENT EXECUTE FUNCTION law_account_delete();

CREATE TRIGGER law_approval_document_truncate BEFORE TRUNCATE ON "approval_document" FOR EACH STATEMENT EXECUTE FUNCTION law_approval_document_delete();

CREATE TRIGGER law_asset_truncate BEFORE TRUNCATE ON "asset" FOR EACH STATEMENT EXECUTE FUNCTION law_asset_delete();

CREATE TRIGGER law_book_truncate BEFORE TRUNCATE ON "book" FOR EACH STATEMENT EXECUTE FUNCTION law_book_delete();

CREATE TRIGGER law_checkpoint_truncate BEFORE TRUNCATE ON "checkpoint" FOR EACH STATEMENT EXECUTE FUNCTION law_checkpoint_delete();

CREATE TRIGGER law_confirmation_truncate BEFORE TRUNCATE ON "confirmation" FOR EACH STATEMENT EXECUTE FUNCTION law_confirmation_delete();

CREATE TRIGGER law_cosignature_truncate BEFORE TRUNCATE ON "cosignature" FOR EACH STATEMENT EXECUTE FUNCTION law_cosignature_delete();

CREATE TRIGGER law_day_head_truncate BEFORE TRUNCATE ON "day_head" FOR EACH STATEMENT EXECUTE FUNCTION law_day_head_delete();

CREATE TRIGGER law_disclosure_truncate BEFORE TRUNCATE ON "disclosure" FOR EACH STATEMENT EXECUTE FUNCTION law_disclosure_delete();

CREATE TRIGGER law_evidence_file_truncate BEFORE TRUNCATE ON "evidence_file" FOR EACH STATEMENT EXECUTE FUNCTION law_evidence_file_delete();

CREATE TRIGGER law_fiscal_capacity_truncate BEFORE TRUNCATE ON "fiscal_capacity" FOR EACH STATEMENT EXECUTE FUNCTION law_fiscal_capacity_delete();

CREATE TRIGGER law_leaf_truncate BEFORE TRUNCATE ON "leaf" FOR EACH STATEMENT EXECUTE FUNCTION law_leaf_delete();

CREATE TRIGGER law_log_key_truncate BEFORE TRUNCATE ON "log_key" FOR EACH STATEMENT EXECUTE FUNCTION law_log_key_delete();

CREATE TRIGGER law_login_failure_truncate BEFORE TRUNCATE ON "login_failure" FOR EACH STATEMENT EXECUTE FUNCTION law_login_failure_delete();

CREATE TRIGGER law_node_truncate BEFORE TRUNCATE ON "node" FOR EACH STATEMENT EXECUTE FUNCTION law_node_delete();

CREATE TRIGGER law_party_truncate BEFORE TRUNCATE ON "party" FOR EACH STATEMENT EXECUTE FUNCTION law_party_delete();

CREATE TRIGGER law_period_change_truncate BEFORE TRUNCATE ON "period_change" FOR EACH STATEMENT EXECUTE FUNCTION law_period_change_delete();

CREATE TRIGGER law_policy_pack_truncate BEFORE TRUNCATE ON "policy_pack" FOR EACH STATEMENT EXECUTE FUNCTION law_policy_pack_delete();

CREATE TRIGGER law_policy_param_truncate BEFORE TRUNCATE ON "policy_param" FOR EACH STATEMENT EXECUTE FUNCTION law_policy_param_delete();

CREATE TRIGGER law_programme_truncate BEFORE TRUNCATE ON "programme" FOR EACH STATEMENT EXECUTE FUNCTION law_programme_delete();

CREATE TRIGGER law_project_truncate BEFORE TRUNCATE ON "project" FOR EACH STATEMENT EXECUTE FUNCTION law_project_delete();

CREATE TRIGGER law_proposal_truncate BEFORE TRUNCATE ON "proposal" FOR EACH STATEMENT EXECUTE FUNCTION law_proposal_delete();

CREATE TRIGGER law_refusal_truncate BEFORE TRUNCATE ON "refusal" FOR EACH STATEMENT EXECUTE FUNCTION law_refusal_delete();

CREATE TRIGGER law_request_truncate BEFORE TRUNCATE ON "request" FOR EACH STATEMENT EXECUTE FUNCTION law_request_delete();

CREATE TRIGGER law_role_change_truncate BEFORE TRUNCATE ON "role_change" FOR EACH STATEMENT EXECUTE FUNCTION law_role_change_delete();

CREATE TRIGGER law_task_truncate BEFORE TRUNCATE ON "task" FOR EACH STATEMENT EXECUTE FUNCTION law_task_delete();

CREATE TRIGGER law_user_truncate BEFORE TRUNCATE ON "user" FOR EACH STATEMENT EXECUTE FUNCTION law_user_delete();

CREATE TRIGGER law_user_key_truncate BEFORE TRUNCATE ON "user_key" FOR EACH STATEMENT EXECUTE FUNCTION law_user_key_delete();

CREATE TRIGGER law_voucher_truncate BEFORE TRUNCATE ON "voucher" FOR EACH STATEMENT EXECUTE FUNCTION law_voucher_delete();

CREATE TRIGGER law_zero_report_truncate BEFORE TRUNCATE ON "zero_report" FOR EACH STATEMENT EXECUTE FUNCTION law_zero_report_delete();

CREATE TRIGGER law_acceptance_truncate BEFORE TRUNCATE ON "acceptance" FOR EACH STATEMENT EXECUTE FUNCTION law_acceptance_delete();

CREATE TRIGGER law_accountability_truncate BEFORE TRUNCATE ON "accountability" FOR EACH STATEMENT EXECUTE FUNCTION law_accountability_delete();

CREATE TRIGGER law_bank_account_truncate BEFORE TRUNCATE ON "bank_account" FOR EACH STATEMENT EXECUTE FUNCTION law_bank_account_delete();

CREATE TRIGGER law_budget_line_truncate BEFORE TRUNCATE ON "budget_line" FOR EACH STATEMENT EXECUTE FUNCTION law_budget_line_delete();

CREATE TRIGGER law_declared_interest_truncate BEFORE TRUNCATE ON "declared_interest" FOR EACH STATEMENT EXECUTE FUNCTION law_declared_interest_delete();

CREATE TRIGGER law_delivery_truncate BEFORE TRUNCATE ON "delivery" FOR EACH STATEMENT EXECUTE FUNCTION law_delivery_delete();

CREATE TRIGGER law_final_account_truncate BEFORE TRUNCATE ON "final_account" FOR EACH STATEMENT EXECUTE FUNCTION law_final_account_delete();

CREATE TRIGGER law_fund_application_truncate BEFORE TRUNCATE ON "fund_application" FOR EACH STATEMENT EXECUTE FUNCTION law_fund_application_delete();

CREATE TRIGGER law_fund_source_truncate BEFORE TRUNCATE ON "fund_source" FOR EACH STATEMENT EXECUTE FUNCTION law_fund_source_delete();

CREATE TRIGGER law_inspection_truncate BEFORE TRUNCATE ON "inspection" FOR EACH STATEMENT EXECUTE FUNCTION law_inspection_delete();

CREATE TRIGGER law_insurance_truncate BEFORE TRUNCATE ON "insurance" FOR EACH STATEMENT EXECUTE FUNCTION law_insurance_delete();

CREATE TRIGGER law_milestone_truncate BEFORE TRUNCATE ON "milestone" FOR EACH STATEMENT EXECUTE FUNCTION law_milestone_delete();

CREATE TRIGGER law_party_account_truncate BEFORE TRUNCATE ON "party_account" FOR EACH STATEMENT EXECUTE FUNCTION law_party_account_delete();

CREATE TRIGGER law_party_link_truncate BEFORE TRUNCATE ON "party_link" FOR EACH STATEMENT EXECUTE FUNCTION law_party_link_delete();

CREATE TRIGGER law_payment_request_truncate BEFORE TRUNCATE ON "payment_request" FOR EACH STATEMENT EXECUTE FUNCTION law_payment_request_delete();

CREATE TRIGGER law_phase_change_truncate BEFORE TRUNCATE ON "phase_change" FOR EACH STATEMENT EXECUTE FUNCTION law_phase_change_delete();

CREATE TRIGGER law_plot_truncate BEFORE TRUNCATE ON "plot" FOR EACH STATEMENT EXECUTE FUNCTION law_plot_delete();

CREATE TRIGGER law_qualification_truncate BEFORE TRUNCATE ON "qualification" FOR EACH STATEMENT EXECUTE FUNCTION law_qualification_delete();

CREATE TRIGGER law_responsibility_truncate BEFORE TRUNCATE ON "responsibility" FOR EACH STATEMENT EXECUTE FUNCTION law_responsibility_delete();

CREATE TRIGGER law_review_record_truncate BEFORE TRUNCATE ON "review_record" FOR EACH STATEMENT EXECUTE FUNCTION law_review_record_delete();

CREATE TRIGGER law_risk_truncate BEFORE TRUNCATE ON "risk" FOR EACH STATEMENT EXECUTE FUNCTION law_risk_delete();

CREATE TRIGGER law_sub_project_truncate BEFORE TRUNCATE ON "sub_project" FOR EACH STATEMENT EXECUTE FUNCTION law_sub_project_delete();

CREATE TRIGGER law_task_report_truncate BEFORE TRUNCATE ON "task_report" FOR EACH STATEMENT EXECUTE FUNCTION law_task_report_delete();

CREATE TRIGGER law_tender_truncate BEFORE TRUNCATE ON "tender" FOR EACH STATEMENT EXECUTE FUNCTION law_tender_delete();

CREATE TRIGGER law_tip_truncate BEFORE TRUNCATE ON "tip" FOR EACH STATEMENT EXECUTE FUNCTION law_tip_delete();

CREATE TRIGGER law_allotment_truncate BEFORE TRUNCATE ON "allotment" FOR EACH STATEMENT EXECUTE FUNCTION law_allotment_delete();

CREATE TRIGGER law_application_answer_truncate BEFORE TRUNCATE ON "application_answer" FOR EACH STATEMENT EXECUTE FUNCTION law_application_answer_delete();

CREATE TRIGGER law_bank_statement_line_truncate BEFORE TRUNCATE ON "bank_statement_line" FOR EACH STATEMENT EXECUTE FUNCTION law_bank_statement_line_delete();

CREATE TRIGGER law_bid_truncate BEFORE TRUNCATE ON "bid" FOR EACH STATEMENT EXECUTE FUNCTION law_bid_delete();

CREATE TRIGGER law_contract_truncate BEFORE TRUNCATE ON "contract" FOR EACH STATEMENT EXECUTE FUNCTION law_contract_delete();

CREATE TRIGGER law_debt_truncate BEFORE TRUNCATE ON "debt" FOR EACH STATEMENT EXECUTE FUNCTION law_debt_delete();

CREATE TRIGGER law_delivery_line_truncate BEFORE TRUNCATE ON "delivery_line" FOR EACH STATEMENT EXECUTE FUNCTION law_delivery_line_delete();

CREATE TRIGGER law_hold_truncate BEFORE TRUNCATE ON "hold" FOR EACH STATEMENT EXECUTE FUNCTION law_hold_delete();

CREATE TRIGGER law_house_survey_truncate BEFORE TRUNCATE ON "house_survey" FOR EACH STATEMENT EXECUTE FUNCTION law_house_survey_delete();

CREATE TRIGGER law_inspection_finding_truncate BEFORE TRUNCATE ON "inspection_finding" FOR EACH STATEMENT EXECUTE FUNCTION law_inspection_finding_delete();

CREATE TRIGGER law_milestone_reached_truncate BEFORE TRUNCATE ON "milestone_reached" FOR EACH STATEMENT EXECUTE FUNCTION law_milestone_reached_delete();

CREATE TRIGGER law_payment_step_truncate BEFORE TRUNCATE ON "payment_step" FOR EACH STATEMENT EXECUTE FUNCTION law_payment_step_delete();

CREATE TRIGGER law_renewal_step_truncate BEFORE TRUNCATE ON "renewal_step" FOR EACH STATEMENT EXECUTE FUNCTION law_renewal_step_delete();

CREATE TRIGGER law_tip_reply_truncate BEFORE TRUNCATE ON "tip_reply" FOR EACH STATEMENT EXECUTE FUNCTION law_tip_reply_delete();

CREATE TRIGGER law_asset_package_truncate BEFORE TRUNCATE ON "asset_package" FOR EACH STATEMENT EXECUTE FUNCTION law_asset_package_delete();

CREATE TRIGGER law_certificate_truncate BEFORE TRUNCATE ON "certificate" FOR EACH STATEMENT EXECUTE FUNCTION law_certificate_delete();

CREATE TRIGGER law_debt_schedule_truncate BEFORE TRUNCATE ON "debt_schedule" FOR EACH STATEMENT EXECUTE FUNCTION law_debt_schedule_delete();

CREATE TRIGGER law_finding_closure_truncate BEFORE TRUNCATE ON "finding_closure" FOR EACH STATEMENT EXECUTE FUNCTION law_finding_closure_delete();

CREATE TRIGGER law_funding_plan_truncate BEFORE TRUNCATE ON "funding_plan" FOR EACH STATEMENT EXECUTE FUNCTION law_funding_plan_delete();

CREATE TRIGGER law_guarantee_truncate BEFORE TRUNCATE ON "guarantee" FOR EACH STATEMENT EXECUTE FUNCTION law_guarantee_delete();

CREATE TRIGGER law_house_valuation_truncate BEFORE TRUNCATE ON "house_valuation" FOR EACH STATEMENT EXECUTE FUNCTION law_house_valuation_delete();

CREATE TRIGGER law_household_truncate BEFORE TRUNCATE ON "household" FOR EACH STATEMENT EXECUTE FUNCTION law_household_delete();

CREATE TRIGGER law_interest_subsidy_truncate BEFORE TRUNCATE ON "interest_subsidy" FOR EACH STATEMENT EXECUTE FUNCTION law_interest_subsidy_delete();

CREATE TRIGGER law_interference_truncate BEFORE TRUNCATE ON "interference" FOR EACH STATEMENT EXECUTE FUNCTION law_interference_delete();

CREATE TRIGGER law_invoice_truncate BEFORE TRUNCATE ON "invoice" FOR EACH STATEMENT EXECUTE FUNCTION law_invoice_delete();

CREATE TRIGGER law_override_request_truncate BEFORE TRUNCATE ON "override_request" FOR EACH STATEMENT EXECUTE FUNCTION law_override_request_delete();

CREATE TRIGGER law_payment_line_truncate BEFORE TRUNCATE ON "payment_line" FOR EACH STATEMENT EXECUTE FUNCTION law_payment_line_delete();

CREATE TRIGGER law_ppp_agreement_truncate BEFORE TRUNCATE ON "ppp_agreement" FOR EACH STATEMENT EXECUTE FUNCTION law_ppp_agreement_delete();

CREATE TRIGGER law_statement_use_truncate BEFORE TRUNCATE ON "statement_use" FOR EACH STATEMENT EXECUTE FUNCTION law_statement_use_delete();

CREATE TRIGGER law_tender_award_truncate BEFORE TRUNCATE ON "tender_award" FOR EACH STATEMENT EXECUTE FUNCTION law_tender_award_delete();

CREATE TRIGGER law_tranche_truncate BEFORE TRUNCATE ON "tranche" FOR EACH STATEMENT EXECUTE FUNCTION law_tranche_delete();

CREATE TRIGGER law_variation_truncate BEFORE TRUNCATE ON "variation" FOR EACH STATEMENT EXECUTE FUNCTION law_variation_delete();

CREATE TRIGGER law_certificate_line_truncate BEFORE TRUNCATE ON "certificate_line" FOR EACH STATEMENT EXECUTE FUNCTION law_certificate_line_delete();

CREATE TRIGGER law_funding_slice_truncate BEFORE TRUNCATE ON "funding_slice" FOR EACH STATEMENT EXECUTE FUNCTION law_funding_slice_delete();

CREATE TRIGGER law_guarantee_event_truncate BEFORE TRUNCATE ON "guarantee_event" FOR EACH STATEMENT EXECUTE FUNCTION law_guarantee_event_delete();

CREATE TRIGGER law_interference_clearance_truncate BEFORE TRUNCATE ON "interference_clearance" FOR EACH STATEMENT EXECUTE FUNCTION law_interference_clearance_delete();

CREATE TRIGGER law_interference_handling_truncate BEFORE TRUNCATE ON "interference_handling" FOR EACH STATEMENT EXECUTE FUNCTION law_interference_handling_delete();

CREATE TRIGGER law_override_grant_truncate BEFORE TRUNCATE ON "override_grant" FOR EACH STATEMENT EXECUTE FUNCTION law_override_grant_delete();

CREATE TRIGGER law_override_use_truncate BEFORE TRUNCATE ON "override_use" FOR EACH STATEMENT EXECUTE FUNCTION law_override_use_delete();

CREATE TRIGGER law_package_asset_truncate BEFORE TRUNCATE ON "package_asset" FOR EACH STATEMENT EXECUTE FUNCTION law_package_asset_delete();

CREATE TRIGGER law_payment_invoice_truncate BEFORE TRUNCATE ON "payment_invoice" FOR EACH STATEMENT EXECUTE FUNCTION law_payment_invoice_delete();

CREATE TRIGGER law_posting_truncate BEFORE TRUNCATE ON "posting" FOR EACH STATEMENT EXECUTE FUNCTION law_posting_delete();

CREATE TRIGGER law_ppp_duty_truncate BEFORE TRUNCATE ON "ppp_duty" FOR EACH STATEMENT EXECUTE FUNCTION law_ppp_duty_delete();

CREATE TRIGGER law_ppp_score_truncate BEFORE TRUNCATE ON "ppp_score" FOR EACH STATEMENT EXECUTE FUNCTION law_ppp_score_delete();

CREATE TRIGGER law_reward_grant_truncate BEFORE TRUNCATE ON "reward_grant" FOR EACH STATEMENT EXECUTE FUNCTION law_reward_grant_delete();

CREATE TRIGGER law_risk_pool_truncate BEFORE TRUNCATE ON "risk_pool" FOR EACH STATEMENT EXECUTE FUNCTION law_risk_pool_delete();

CREATE TRIGGER law_tranche_share_truncate BEFORE TRUNCATE ON "tranche_share" FOR EACH STATEMENT EXECUTE FUNCTION law_tranche_share_delete();

CREATE TRIGGER law_pool_loan_truncate BEFORE TRUNCATE ON "pool_loan" FOR EACH STATEMENT EXECUTE FUNCTION law_pool_loan_delete();

CREATE TRIGGER law_pool_loss_truncate BEFORE TRUNCATE ON "pool_loss" FOR EACH STATEMENT EXECUTE FUNCTION law_pool_loss_delete();

