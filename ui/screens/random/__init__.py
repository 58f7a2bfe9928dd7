"""Random inspection (双随机): plans, pools, draws before a witness, tasks and their results."""

from ui.screens import Screen
from ui.screens.random.view import build
from ui.screens.random.view_new import build_matter, build_object, build_plan
from ui.screens.random.view_objects import build_objects

SCREENS = (
    Screen("random", "双随机", "refresh-cw", build, order=6),
    Screen("inspection_objects", "检查对象名录", "building-2", build_objects),
    Screen("inspection_matter_new", "登记抽查事项", "plus", build_matter, new="抽查事项"),
    Screen("inspection_object_new", "登记检查对象", "plus", build_object, one=False),
    Screen("inspection_plan_new", "制定抽查计划", "plus", build_plan, one=False),
)
