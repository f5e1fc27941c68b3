#!/usr/bin/python3
"""Simulates an application for the aid, prints the answer criterion by criterion,
and reads a structured error.

Needs Python's grpc and protobuf (Debian: python3-grpcio, python3-protobuf) and the
eligibility service; its address is ELIGIBILITY_ADDR, 127.0.0.1:7101 by default.
"""

import os
import pathlib
import sys

import grpc

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "gen" / "python"))

from assistmed.eligibility.v1 import eligibility_pb2 as eligibility  # noqa: E402
from assistmed.eligibility.v1 import eligibility_pb2_grpc  # noqa: E402
from assistmed.law.v1 import law_pb2 as law  # noqa: E402

from richerror import read_error  # noqa: E402

TIMEOUT_SECONDS = 10


def application(registered_patients):
    """A general practitioner of secteur 1 who asks for one full-time assistant."""
    return eligibility.Application(
        signature_date="2024-09-02",
        fund_code="751",
        doctor=eligibility.Doctor(
            specialty_code="01",
            sector=eligibility.SECTOR_1,
            installed_date="2010-01-04",
        ),
        practice=eligibility.Practice(zone=law.ZONE_NONE, department="75"),
        activity=eligibility.Activity(registered_patients=registered_patients, active_file=1600),
        assistant=eligibility.Assistant(weekly_minutes=2100, secretary_promoted=False),
        options_wanted=[law.OPTION_FULL],
    )


def euros(cents):
    """36000000 cents as '360 000,00 €', without ever leaving integers."""
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", " ") + f",{rest:02d} €"


def print_assessment(assessment):
    print(f"{eligibility.Verdict.Name(assessment.verdict)} under {assessment.text_id}, "
          f"{law.Certainty.Name(assessment.certainty)}")
    for criterion in assessment.criteria:
        outcome = eligibility.Outcome.Name(criterion.outcome).removeprefix("OUTCOME_")
        print(f"  {criterion.id:22} {outcome:12} {criterion.explanation.fr} [{criterion.citation.source}]")
    for option in assessment.options:
        print(f"  {law.Option.Name(option.option)}: {'open' if option.open else 'not open'}")
        for year in option.yearly:
            if year.HasField("ceiling_cents"):
                amount = euros(year.ceiling_cents)
            else:
                amount = f"{euros(year.lowest_ceiling_cents)} to {euros(year.highest_ceiling_cents)}"
            print(f"    year {year.contract_year} from {year.start_date}: {amount}")


def main():
    address = os.environ.get("ELIGIBILITY_ADDR", "127.0.0.1:7101")
    with grpc.insecure_channel(address) as channel:
        service = eligibility_pb2_grpc.EligibilityServiceStub(channel)

        print("A simulation:")
        request = eligibility.SimulateAidRequest(application=application(1300))
        answer = service.SimulateAid(request, timeout=TIMEOUT_SECONDS, wait_for_ready=True)
        print_assessment(answer.assessment)
        if answer.assessment.verdict != eligibility.VERDICT_ELIGIBLE:
            sys.exit("expected an eligible doctor")

        print("\nA structured error:")
        wrong = application(-1)
        wrong.signature_date = "2024-02-31"
        try:
            service.SimulateAid(eligibility.SimulateAidRequest(application=wrong), timeout=TIMEOUT_SECONDS)
        except grpc.RpcError as error:
            reason, violations = read_error(error)
            print(f"  {error.code().name}, reason {reason}")
            for field, description in violations:
                print(f"  {field}: {description}")
            if reason != "INVALID_REQUEST" or len(violations) != 2:
                sys.exit("expected INVALID_REQUEST with two violations")
        else:
            sys.exit("expected the service to refuse 31 February")


if __name__ == "__main__":
    main()
