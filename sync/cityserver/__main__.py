"""``chengzhi-server``: serve the city, prepare its database, appoint administrators, note backups."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from sync.cityserver import demo
from sync.cityserver.bundle_door import looked, office_of, taken
from sync.cityserver.closing import close_year
from sync.cityserver.errors import CityError
from sync.cityserver.keeping import OPERATOR, keep_backup
from sync.cityserver.opening import Engines, open_platform, postgres_engines, sqlite_engines
from sync.cityserver.prepare import prepare
from sync.cityserver.publishing import give_out, opened_file, planned
from sync.cityserver.scope import CITY
from sync.cityserver.tidying import begin_tidying
from sync.cityserver.towns import every_town
from sync.cityserver.web.application import application
from sync.protocol.enrolment import GRANT_DAYS, MOST_GRANT_DAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sync.cityserver.web.platform import Platform

    Words = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse has no other name for it

HOME = "CHENGZHI_SERVER_HOME"
DATABASE = "CHENGZHI_SERVER_DATABASE"
"""Address of the database with ``{role}`` where the account stands; without it SQLite in the home folder."""

ROLE = "{role}"


class NoRoleError(CityError):
    """The address of the database names one account instead of the place of all four."""

    code = "no_role"
    hint = (
        "请在账户名的位置写 {role}，例如 postgresql://{role}@/chengzhi?host=/var/run/postgresql；"
        "平台用四个账户访问数据库，各有各的权限。"
    )

    def __init__(self) -> None:
        super().__init__("数据库地址里没有 {role}。")


def main(words: Sequence[str] | None = None) -> int:
    """Do what the word says: 0 done, 1 refused, 2 wrong use."""
    options = reader().parse_args(words)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    try:
        doing: Callable[[argparse.Namespace], None] = options.does
        doing(options)
    except CityError as error:
        tell(f"{error.message}{error.hint}")
        return 1
    return 0


def reader() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    door = argparse.ArgumentParser(prog="chengzhi-server", description="澄执市级平台")
    door.add_argument(
        "--home",
        type=Path,
        default=Path(os.environ.get(HOME, "chengzhi-server")),
        help=f"存放密钥和附件的文件夹；缺省取 {HOME}，没有则为当前文件夹下的 chengzhi-server",
    )
    door.add_argument(
        "--database",
        default=os.environ.get(DATABASE, ""),
        help=f"含 {ROLE} 的数据库地址；缺省取 {DATABASE}，没有则用 SQLite",
    )
    door.add_argument("--demonstration", action="store_true", help="演示平台")
    door.add_argument(
        "--leave-days",
        type=int,
        choices=range(1, MOST_GRANT_DAYS + 1),
        metavar=f"1–{MOST_GRANT_DAYS}",
        default=GRANT_DAYS,
        help=f"电脑离线可以继续办案的天数，缺省{GRANT_DAYS}；满期未联网的电脑只能查看和导出",
    )
    each = door.add_subparsers(required=True, metavar="WORD")
    _add_running(each)
    _add_keeping(each)
    _add_deciding(each)
    return door


def _add_running(each: Words) -> None:
    serve = _word(each, "serve", _serve, "启动服务")
    serve.add_argument("--host", default="127.0.0.1", help="监听地址，缺省只在本机")
    serve.add_argument("--port", type=int, default=8443, help="端口，缺省 8443")
    serve.add_argument("--certificate", type=Path, help="TLS 证书")
    serve.add_argument("--certificate-key", type=Path, help="TLS 私钥")
    made = _word(each, "prepare", _prepare, "建立 PostgreSQL 账户和数据库（用超级用户地址）")
    made.add_argument("superuser", help="超级用户的数据库地址")
    made.add_argument("name", help="要建立的数据库")
    _word(each, "migrate", _migrate, "把数据库升级到当前版本")
    _word(each, "towns", _towns, "登记随程序提供的镇街名单")


def _add_keeping(each: Words) -> None:
    backup = _word(each, "backup", _backup, "执行备份命令，并记下备份包含到哪里")
    backup.add_argument("--kept", type=int, required=True, help="保留最近几份备份")
    backup.add_argument("command", nargs="+", help="备份命令，写在 -- 之后")
    _word(each, "restored", _restored, "数据库从备份恢复之后执行：开始新的时期")


def _add_deciding(each: Words) -> None:
    _word(each, "admin", _admin, "任命管理员或重置密码").add_argument("name", help="用户名")
    stick = _word(
        each, "bundle", _bundle, "查看一台电脑用U盘送来的同步包；加 --back 则导入并写出交回的同步包"
    )
    stick.add_argument("file", type=Path, help="同步包")
    stick.add_argument("--back", type=Path, help="交回的同步包文件")
    given = _word(each, "publish", _publish, "查看一个下发文件；加 --give 则下发给全部镇街")
    given.add_argument("file", type=Path, help="下发文件")
    given.add_argument("--give", action="store_true", help="下发")
    year = _word(each, "close-year", _close_year, "年末清理：作废一个镇街已过去年度的剩余文号")
    year.add_argument("town", help="镇街代码")
    year.add_argument("year", type=int)
    year.add_argument("--reason", default="年末清理")
    code = _word(each, "code", _code, "生成一次性登记码")
    code.add_argument("town", help="镇街代码")
    code.add_argument("label", help="用途，如办公室、使用人")


def tell(line: str) -> None:
    """Show a line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _word(
    each: Words,
    name: str,
    does: Callable[[argparse.Namespace], None],
    words: str,
) -> argparse.ArgumentParser:
    made = each.add_parser(name, help=words)
    made.set_defaults(does=does)
    return made


def _platform(options: argparse.Namespace) -> Platform:
    return open_platform(
        _engines(options), options.home, demonstration=options.demonstration, leave_days=options.leave_days
    )


def _engines(options: argparse.Namespace) -> Engines:
    address: str = options.database
    if address and ROLE not in address:
        raise NoRoleError
    if address:
        return postgres_engines(lambda role: address.replace(ROLE, role))
    options.home.mkdir(parents=True, exist_ok=True)
    return sqlite_engines(options.home / "city.db")


def _serve(options: argparse.Namespace) -> None:
    platform = _platform(options)
    if platform.identity.demonstration:
        demo.fill(platform)
    tell(f"平台标识：{platform.identity.fingerprint}")
    begin_tidying(platform)
    uvicorn.run(
        application(platform),
        host=options.host,
        port=options.port,
        ssl_certfile=options.certificate,
        ssl_keyfile=options.certificate_key,
        log_level="warning",
        timeout_graceful_shutdown=5,
    )


def _prepare(options: argparse.Namespace) -> None:
    prepare(options.superuser, options.name)


def _migrate(options: argparse.Namespace) -> None:
    _platform(options)


def _towns(options: argparse.Namespace) -> None:
    demo.keep_shipped_towns(_platform(options))


def _backup(options: argparse.Namespace) -> None:
    keep_backup(_platform(options), options.command, options.kept)


def _restored(options: argparse.Namespace) -> None:
    platform = _platform(options)
    for town in every_town(platform.reports):
        platform.core.restored(town)
        if waited := platform.core.waited_for(town):
            tell(f"{town}：等{len(waited)}台电脑报告，报告以前不发放文号。")
    platform.core.restored(CITY)
    tell("已开始新的时期；各台电脑会在下次联系时交回平台丢失的内容。")
    tell("不会再来的电脑，请在管理页面该镇街下报失；等谁报告也在那里。")


def _admin(options: argparse.Namespace) -> None:
    tell(f"用户名：{options.name}  密码：{_platform(options).staff.appoint(options.name, options.name)}")


def _code(options: argparse.Namespace) -> None:
    tell(_platform(options).enrolment.new_code(options.town, options.label, OPERATOR))


def _bundle(options: argparse.Namespace) -> None:
    office = office_of(_platform(options))
    if options.back is None:
        tell(looked(office, options.file))
    else:
        tell(taken(office, options.file, options.back))


def _publish(options: argparse.Namespace) -> None:
    platform, publication = _platform(options), opened_file(options.file)
    if options.give:
        tell(f"已下发：{give_out(platform, publication, OPERATOR).words}")
    else:
        tell(f"{planned(platform, publication).words}没有下发；加 --give 下发。")


def _close_year(options: argparse.Namespace) -> None:
    left = close_year(_platform(options), (options.town, options.year), options.reason, OPERATOR)
    tell(f"已作废{len(left)}个文号。")
    for series, year, n in left:
        tell(f"{series}〔{year}〕{n}号")


if __name__ == "__main__":
    sys.exit(main())
