create view coordination.comparable_decisions as
with counted as (
    select d.category, d.risk_band, d.in_custody, d.level, k.area_id, count(*) as decided
    from coordination.level_decision d join coordination."case" k on k.id = d.case_id
    where d.stage = 'DECIDED' and d.decided_on < date_trunc('month', current_date)
        and d.category is not null and d.risk_band is not null and d.in_custody is not null
    group by d.category, d.risk_band, d.in_custody, d.level, k.area_id
), shown as (
    select category, risk_band, in_custody, level, area_id, decided from counted where decided >= 5
    union all
    select category, risk_band, in_custody, level, null, sum(decided) from counted where decided < 5
    group by category, risk_band, in_custody, level having sum(decided) >= 5 and count(*) > 1
)
select md5(concat_ws('|', category, risk_band, in_custody, level, area_id))::uuid as id, category, risk_band, in_custody, level, area_id,
    (round(decided / 5.0) * 5)::int as decisions
from shown;
