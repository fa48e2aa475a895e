"""A source without its annotations, for an engine that has no use for them: in Brython they were 10 kB.

Knows Python's syntax. Does not know what is packed. Everything that runs stays as it is.
"""

from __future__ import annotations

import ast


class _Untyped(ast.NodeTransformer):
    """Takes annotations away, and what only a type checker reads."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.returns = None
        signature = node.args
        optional = [argument for argument in (signature.vararg, signature.kwarg) if argument]
        for argument in [*signature.posonlyargs, *signature.args, *signature.kwonlyargs, *optional]:
            argument.annotation = None
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        if node.value is None:
            return ast.Pass()
        return ast.Assign([node.target], node.value, lineno=node.lineno)

    def visit_If(self, node: ast.If) -> ast.stmt | list[ast.stmt]:
        self.generic_visit(node)
        return (node.orelse or ast.Pass()) if _is_for_types(node.test) else node

    def visit_Assign(self, node: ast.Assign) -> ast.stmt:
        return ast.Pass() if any(_is_for_types(target) for target in node.targets) else node


def _is_for_types(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "TYPE_CHECKING"


def without_types(source: str) -> str:
    """Return a source that does the same, without annotations and without what is under `if TYPE_CHECKING:`."""
    return ast.unparse(ast.fix_missing_locations(_Untyped().visit(ast.parse(source))))
