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
	CONSTRAINT pk_approval_document PRIMARY KEY (book_id, document_id), 
	CONSTRAINT uq_approval_document_book_id_doc_no UNIQUE (book_id, doc_no)
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

CREATE TABLE evidence_file (
	book_id BIGINT NOT NULL, 
	sha256 TEXT COLLATE "C" NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	size BIGINT NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_evidence_file PRIMARY KEY (book_id, sha256)
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
	CONSTRAINT pk_policy_param PRIMARY KEY (key, valid_from, leaf_idx), 
	CONSTRAINT ck_policy_param_evidence CHECK (evidence IN ('read', 'unverified'))
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
	CONSTRAINT ck_payment_request_kind CHECK (kind IN ('advance', 'progress', 'retention', 'settlement', 'compensation', 'service')), 
	CONSTRAINT ck_payment_request_amount CHECK (amount_fen > 0)
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
	CONSTRAINT pk_responsibility PRIMARY KEY (book_id, project_id, role, leaf_idx), 
	CONSTRAINT fk_responsibility_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_responsibility_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT ck_responsibility_role CHECK (role IN ('client', 'investigator', 'designer', 'contractor', 'supervisor'))
);

CREATE TABLE sub_project (
	book_id BIGINT NOT NULL, 
	sub_project_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	project_id BIGINT NOT NULL, 
	code TEXT COLLATE "C" NOT NULL, 
	name TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_sub_project PRIMARY KEY (book_id, sub_project_id), 
	CONSTRAINT fk_sub_project_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT uq_sub_project_book_id_project_id_code UNIQUE (book_id, project_id, code)
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
	CONSTRAINT pk_contract PRIMARY KEY (book_id, contract_id), 
	CONSTRAINT fk_contract_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_contract_book_id_budget_line_id FOREIGN KEY(book_id, budget_line_id) REFERENCES budget_line (book_id, budget_line_id), 
	CONSTRAINT fk_contract_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT uq_contract_book_id_contract_no UNIQUE (book_id, contract_no), 
	CONSTRAINT ck_contract_kind CHECK (kind IN ('works', 'survey', 'design', 'supervision', 'equipment', 'service', 'compensation', 'ppp', 'loan', 'deposit')), 
	CONSTRAINT ck_contract_price CHECK (price_fen > 0)
);

CREATE INDEX ix_contract_book_id_project_id ON contract (book_id, project_id);

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
	CONSTRAINT pk_household PRIMARY KEY (book_id, contract_id), 
	CONSTRAINT fk_household_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT fk_household_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT uq_household_book_id_project_id_household_no UNIQUE (book_id, project_id, household_no)
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

CREATE TABLE statement_use (
	book_id BIGINT NOT NULL, 
	statement_line_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	CONSTRAINT pk_statement_use PRIMARY KEY (book_id, statement_line_id), 
	CONSTRAINT fk_statement_use_book_id_statement_line_id FOREIGN KEY(book_id, statement_line_id) REFERENCES bank_statement_line (book_id, statement_line_id)
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

CREATE TABLE interference_clearance (
	book_id BIGINT NOT NULL, 
	interference_id BIGINT NOT NULL, 
	leaf_idx BIGINT NOT NULL, 
	actor TEXT COLLATE "C" NOT NULL, 
	reason TEXT COLLATE "C" NOT NULL, 
	CONSTRAINT pk_interference_clearance PRIMARY KEY (book_id, interference_id), 
	CONSTRAINT fk_interference_clearance_book_id_interference_id FOREIGN KEY(book_id, interference_id) REFERENCES interference (book_id, interference_id)
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

CREATE FUNCTION law_policy_param_insert() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT 1 FROM "policy_param" WHERE key=NEW.key AND valid_from=NEW.valid_from AND leaf_idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 policy_param: key exists', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE EXCEPTION USING MESSAGE = 'L6 policy_param: no leaf', ERRCODE = 'integrity_constraint_violation'; END IF;
  IF NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE EXCEPTION USING MESSAGE = 'L6 policy_param: sealed', ERRCODE = 'integrity_constraint_violation'; END IF;
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

CREATE TRIGGER law_book_truncate BEFORE TRUNCATE ON "book" FOR EACH STATEMENT EXECUTE FUNCTION law_book_delete();

CREATE TRIGGER law_checkpoint_truncate BEFORE TRUNCATE ON "checkpoint" FOR EACH STATEMENT EXECUTE FUNCTION law_checkpoint_delete();

CREATE TRIGGER law_confirmation_truncate BEFORE TRUNCATE ON "confirmation" FOR EACH STATEMENT EXECUTE FUNCTION law_confirmation_delete();

CREATE TRIGGER law_cosignature_truncate BEFORE TRUNCATE ON "cosignature" FOR EACH STATEMENT EXECUTE FUNCTION law_cosignature_delete();

CREATE TRIGGER law_day_head_truncate BEFORE TRUNCATE ON "day_head" FOR EACH STATEMENT EXECUTE FUNCTION law_day_head_delete();

CREATE TRIGGER law_evidence_file_truncate BEFORE TRUNCATE ON "evidence_file" FOR EACH STATEMENT EXECUTE FUNCTION law_evidence_file_delete();

CREATE TRIGGER law_leaf_truncate BEFORE TRUNCATE ON "leaf" FOR EACH STATEMENT EXECUTE FUNCTION law_leaf_delete();

CREATE TRIGGER law_log_key_truncate BEFORE TRUNCATE ON "log_key" FOR EACH STATEMENT EXECUTE FUNCTION law_log_key_delete();

CREATE TRIGGER law_login_failure_truncate BEFORE TRUNCATE ON "login_failure" FOR EACH STATEMENT EXECUTE FUNCTION law_login_failure_delete();

CREATE TRIGGER law_node_truncate BEFORE TRUNCATE ON "node" FOR EACH STATEMENT EXECUTE FUNCTION law_node_delete();

CREATE TRIGGER law_party_truncate BEFORE TRUNCATE ON "party" FOR EACH STATEMENT EXECUTE FUNCTION law_party_delete();

CREATE TRIGGER law_period_change_truncate BEFORE TRUNCATE ON "period_change" FOR EACH STATEMENT EXECUTE FUNCTION law_period_change_delete();

CREATE TRIGGER law_policy_param_truncate BEFORE TRUNCATE ON "policy_param" FOR EACH STATEMENT EXECUTE FUNCTION law_policy_param_delete();

CREATE TRIGGER law_project_truncate BEFORE TRUNCATE ON "project" FOR EACH STATEMENT EXECUTE FUNCTION law_project_delete();

CREATE TRIGGER law_proposal_truncate BEFORE TRUNCATE ON "proposal" FOR EACH STATEMENT EXECUTE FUNCTION law_proposal_delete();

CREATE TRIGGER law_refusal_truncate BEFORE TRUNCATE ON "refusal" FOR EACH STATEMENT EXECUTE FUNCTION law_refusal_delete();

CREATE TRIGGER law_request_truncate BEFORE TRUNCATE ON "request" FOR EACH STATEMENT EXECUTE FUNCTION law_request_delete();

CREATE TRIGGER law_role_change_truncate BEFORE TRUNCATE ON "role_change" FOR EACH STATEMENT EXECUTE FUNCTION law_role_change_delete();

CREATE TRIGGER law_task_truncate BEFORE TRUNCATE ON "task" FOR EACH STATEMENT EXECUTE FUNCTION law_task_delete();

CREATE TRIGGER law_user_truncate BEFORE TRUNCATE ON "user" FOR EACH STATEMENT EXECUTE FUNCTION law_user_delete();

CREATE TRIGGER law_user_key_truncate BEFORE TRUNCATE ON "user_key" FOR EACH STATEMENT EXECUTE FUNCTION law_user_key_delete();

CREATE TRIGGER law_voucher_truncate BEFORE TRUNCATE ON "voucher" FOR EACH STATEMENT EXECUTE FUNCTION law_voucher_delete();

CREATE TRIGGER law_bank_account_truncate BEFORE TRUNCATE ON "bank_account" FOR EACH STATEMENT EXECUTE FUNCTION law_bank_account_delete();

CREATE TRIGGER law_budget_line_truncate BEFORE TRUNCATE ON "budget_line" FOR EACH STATEMENT EXECUTE FUNCTION law_budget_line_delete();

CREATE TRIGGER law_fund_source_truncate BEFORE TRUNCATE ON "fund_source" FOR EACH STATEMENT EXECUTE FUNCTION law_fund_source_delete();

CREATE TRIGGER law_party_account_truncate BEFORE TRUNCATE ON "party_account" FOR EACH STATEMENT EXECUTE FUNCTION law_party_account_delete();

CREATE TRIGGER law_payment_request_truncate BEFORE TRUNCATE ON "payment_request" FOR EACH STATEMENT EXECUTE FUNCTION law_payment_request_delete();

CREATE TRIGGER law_responsibility_truncate BEFORE TRUNCATE ON "responsibility" FOR EACH STATEMENT EXECUTE FUNCTION law_responsibility_delete();

CREATE TRIGGER law_sub_project_truncate BEFORE TRUNCATE ON "sub_project" FOR EACH STATEMENT EXECUTE FUNCTION law_sub_project_delete();

CREATE TRIGGER law_allotment_truncate BEFORE TRUNCATE ON "allotment" FOR EACH STATEMENT EXECUTE FUNCTION law_allotment_delete();

CREATE TRIGGER law_bank_statement_line_truncate BEFORE TRUNCATE ON "bank_statement_line" FOR EACH STATEMENT EXECUTE FUNCTION law_bank_statement_line_delete();

CREATE TRIGGER law_contract_truncate BEFORE TRUNCATE ON "contract" FOR EACH STATEMENT EXECUTE FUNCTION law_contract_delete();

CREATE TRIGGER law_hold_truncate BEFORE TRUNCATE ON "hold" FOR EACH STATEMENT EXECUTE FUNCTION law_hold_delete();

CREATE TRIGGER law_payment_step_truncate BEFORE TRUNCATE ON "payment_step" FOR EACH STATEMENT EXECUTE FUNCTION law_payment_step_delete();

CREATE TRIGGER law_certificate_truncate BEFORE TRUNCATE ON "certificate" FOR EACH STATEMENT EXECUTE FUNCTION law_certificate_delete();

CREATE TRIGGER law_funding_plan_truncate BEFORE TRUNCATE ON "funding_plan" FOR EACH STATEMENT EXECUTE FUNCTION law_funding_plan_delete();

CREATE TRIGGER law_guarantee_truncate BEFORE TRUNCATE ON "guarantee" FOR EACH STATEMENT EXECUTE FUNCTION law_guarantee_delete();

CREATE TRIGGER law_household_truncate BEFORE TRUNCATE ON "household" FOR EACH STATEMENT EXECUTE FUNCTION law_household_delete();

CREATE TRIGGER law_interference_truncate BEFORE TRUNCATE ON "interference" FOR EACH STATEMENT EXECUTE FUNCTION law_interference_delete();

CREATE TRIGGER law_invoice_truncate BEFORE TRUNCATE ON "invoice" FOR EACH STATEMENT EXECUTE FUNCTION law_invoice_delete();

CREATE TRIGGER law_payment_line_truncate BEFORE TRUNCATE ON "payment_line" FOR EACH STATEMENT EXECUTE FUNCTION law_payment_line_delete();

CREATE TRIGGER law_statement_use_truncate BEFORE TRUNCATE ON "statement_use" FOR EACH STATEMENT EXECUTE FUNCTION law_statement_use_delete();

CREATE TRIGGER law_tranche_truncate BEFORE TRUNCATE ON "tranche" FOR EACH STATEMENT EXECUTE FUNCTION law_tranche_delete();

CREATE TRIGGER law_variation_truncate BEFORE TRUNCATE ON "variation" FOR EACH STATEMENT EXECUTE FUNCTION law_variation_delete();

CREATE TRIGGER law_certificate_line_truncate BEFORE TRUNCATE ON "certificate_line" FOR EACH STATEMENT EXECUTE FUNCTION law_certificate_line_delete();

CREATE TRIGGER law_funding_slice_truncate BEFORE TRUNCATE ON "funding_slice" FOR EACH STATEMENT EXECUTE FUNCTION law_funding_slice_delete();

CREATE TRIGGER law_interference_clearance_truncate BEFORE TRUNCATE ON "interference_clearance" FOR EACH STATEMENT EXECUTE FUNCTION law_interference_clearance_delete();

CREATE TRIGGER law_payment_invoice_truncate BEFORE TRUNCATE ON "payment_invoice" FOR EACH STATEMENT EXECUTE FUNCTION law_payment_invoice_delete();

CREATE TRIGGER law_posting_truncate BEFORE TRUNCATE ON "posting" FOR EACH STATEMENT EXECUTE FUNCTION law_posting_delete();

CREATE TRIGGER law_tranche_share_truncate BEFORE TRUNCATE ON "tranche_share" FOR EACH STATEMENT EXECUTE FUNCTION law_tranche_share_delete();

