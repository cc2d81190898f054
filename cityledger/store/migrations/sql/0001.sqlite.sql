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
	CONSTRAINT pk_approval_document PRIMARY KEY (book_id, document_id), 
	CONSTRAINT uq_approval_document_book_id_doc_no UNIQUE (book_id, doc_no)
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
	CONSTRAINT pk_policy_param PRIMARY KEY ("key", valid_from, leaf_idx), 
	CONSTRAINT ck_policy_param_evidence CHECK (evidence IN ('read', 'unverified'))
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
	CONSTRAINT ck_payment_request_kind CHECK (kind IN ('advance', 'progress', 'retention', 'settlement', 'compensation', 'service')), 
	CONSTRAINT ck_payment_request_amount CHECK (amount_fen > 0)
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
	CONSTRAINT pk_responsibility PRIMARY KEY (book_id, project_id, role, leaf_idx), 
	CONSTRAINT fk_responsibility_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_responsibility_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT ck_responsibility_role CHECK (role IN ('client', 'investigator', 'designer', 'contractor', 'supervisor'))
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
	CONSTRAINT pk_sub_project PRIMARY KEY (book_id, sub_project_id), 
	CONSTRAINT fk_sub_project_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT uq_sub_project_book_id_project_id_code UNIQUE (book_id, project_id, code)
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
	CONSTRAINT pk_contract PRIMARY KEY (book_id, contract_id), 
	CONSTRAINT fk_contract_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT fk_contract_book_id_budget_line_id FOREIGN KEY(book_id, budget_line_id) REFERENCES budget_line (book_id, budget_line_id), 
	CONSTRAINT fk_contract_party_id FOREIGN KEY(party_id) REFERENCES party (party_id), 
	CONSTRAINT uq_contract_book_id_contract_no UNIQUE (book_id, contract_no), 
	CONSTRAINT ck_contract_kind CHECK (kind IN ('works', 'survey', 'design', 'supervision', 'equipment', 'service', 'compensation', 'ppp', 'loan', 'deposit')), 
	CONSTRAINT ck_contract_price CHECK (price_fen > 0)
)
 WITHOUT ROWID,
 STRICT;

CREATE INDEX ix_contract_book_id_project_id ON contract (book_id, project_id);

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
	CONSTRAINT pk_household PRIMARY KEY (book_id, contract_id), 
	CONSTRAINT fk_household_book_id_contract_id FOREIGN KEY(book_id, contract_id) REFERENCES contract (book_id, contract_id), 
	CONSTRAINT fk_household_book_id_project_id FOREIGN KEY(book_id, project_id) REFERENCES project (book_id, project_id), 
	CONSTRAINT uq_household_book_id_project_id_household_no UNIQUE (book_id, project_id, household_no)
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

CREATE TABLE statement_use (
	book_id INTEGER NOT NULL, 
	statement_line_id INTEGER NOT NULL, 
	leaf_idx INTEGER NOT NULL, 
	CONSTRAINT pk_statement_use PRIMARY KEY (book_id, statement_line_id), 
	CONSTRAINT fk_statement_use_book_id_statement_line_id FOREIGN KEY(book_id, statement_line_id) REFERENCES bank_statement_line (book_id, statement_line_id)
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

CREATE TRIGGER law_policy_param_insert BEFORE INSERT ON "policy_param"
BEGIN SELECT CASE
  WHEN EXISTS (SELECT 1 FROM "policy_param" WHERE key=NEW.key AND valid_from=NEW.valid_from AND leaf_idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 policy_param: key exists')
  WHEN NOT EXISTS (SELECT 1 FROM leaf WHERE book_id=0 AND idx=NEW.leaf_idx) THEN RAISE(ABORT, 'L6 policy_param: no leaf')
  WHEN NEW.leaf_idx < (SELECT size FROM log_head WHERE book_id=0) THEN RAISE(ABORT, 'L6 policy_param: sealed')
END; END;

CREATE TRIGGER law_policy_param_update BEFORE UPDATE ON "policy_param"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 policy_param: no update')
END; END;

CREATE TRIGGER law_policy_param_delete BEFORE DELETE ON "policy_param"
BEGIN SELECT CASE
  WHEN 1=1 THEN RAISE(ABORT, 'L6 policy_param: no delete')
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

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('balance', 'balance', '100000 100000 1666 27 3 1 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('book', 'book', '20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('checkpoint', 'checkpoint', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('confirmation', 'confirmation', '20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('confirmation', 'sqlite_autoindex_confirmation_1', '20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('cosignature', 'cosignature', '20000 20000 4 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('day_head', 'day_head', '20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('evidence_file', 'evidence_file', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('leaf', 'sqlite_autoindex_leaf_1', '400000 400000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('limits', 'limits', '20000 20000 1666 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('log_head', 'log_head', '20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('log_key', 'log_key', '20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('login_failure', 'login_failure', '20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('node', 'node', '400000 400000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('party', 'party', '20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('period_change', 'period_change', '20000 20000 277 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('policy_param', 'policy_param', '20000 4 4 1');

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

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('bank_account', 'bank_account', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('bank_account', 'sqlite_autoindex_bank_account_2', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('budget_line', 'budget_line', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('budget_line', 'sqlite_autoindex_budget_line_2', '20000 20000 166 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('fund_source', 'fund_source', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('fund_source', 'sqlite_autoindex_fund_source_2', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('party_account', 'party_account', '20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('payment_request', 'payment_request', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('responsibility', 'responsibility', '20000 20000 166 33 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('sub_project', 'sub_project', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('sub_project', 'sqlite_autoindex_sub_project_2', '20000 20000 166 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('allotment', 'allotment', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('allotment', 'sqlite_autoindex_allotment_2', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('bank_statement_line', 'bank_statement_line', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('bank_statement_line', 'sqlite_autoindex_bank_statement_line_2', '20000 20000 2500 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('contract', 'ix_contract_book_id_project_id', '20000 20000 166');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('contract', 'contract', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('contract', 'sqlite_autoindex_contract_2', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('hold', 'hold', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('payment_step', 'payment_step', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('certificate', 'certificate', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('certificate', 'sqlite_autoindex_certificate_2', '20000 20000 20 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('funding_plan', 'funding_plan', '20000 20000 20 5 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('guarantee', 'guarantee', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('household', 'household', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('household', 'sqlite_autoindex_household_2', '20000 20000 166 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('interference', 'interference', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('invoice', 'invoice', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('invoice', 'sqlite_autoindex_invoice_2', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('payment_line', 'ix_payment_line_book_id_contract_id', '20000 20000 20');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('payment_line', 'ix_payment_line_book_id_payment_request_id', '20000 20000 4');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('payment_line', 'payment_line', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('statement_use', 'statement_use', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tranche', 'tranche', '60 60 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tranche', 'sqlite_autoindex_tranche_2', '60 60 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('variation', 'variation', '20000 20000 20 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('certificate_line', 'certificate_line', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('funding_slice', 'funding_slice', '20000 20000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('interference_clearance', 'interference_clearance', '20000 20000 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('payment_invoice', 'payment_invoice', '20000 20000 4 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('posting', 'ix_posting_book_id_account_voucher_id', '1000000 1000000 16666 4');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('posting', 'ix_posting_book_id_contract_id_account', '1000000 1000000 1000 16');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('posting', 'ix_posting_book_id_tranche_id_account', '1000000 1000000 16666 277');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('posting', 'posting', '1000000 1000000 4 1');

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tranche_share', 'tranche_share', '20000 20000 333 1');

ANALYZE sqlite_schema;

